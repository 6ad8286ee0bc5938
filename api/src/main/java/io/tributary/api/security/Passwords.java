package io.tributary.api.security;

import at.favre.lib.crypto.bcrypt.BCrypt;
import at.favre.lib.crypto.bcrypt.LongPasswordStrategies;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.util.LinkedHashSet;
import java.util.List;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.jspecify.annotations.Nullable;

/**
 * Whether a password is a user's. bcrypt takes a tenth of a second and more, so that what was right is remembered, under a keyed hash
 * of name and password. Any thread may call it.
 */
final class Passwords {
    private static final int MOST_KNOWN = 100;
    private static final String MAC = "HmacSHA256";
    private static final BCrypt.Verifyer BCRYPT =
            BCrypt.verifyer(BCrypt.Version.VERSION_2Y, LongPasswordStrategies.truncate(BCrypt.Version.VERSION_2Y));

    private final List<User> users;
    private final SecretKeySpec key;
    private final LinkedHashSet<ByteBuffer> known = new LinkedHashSet<>();

    /** @param users at least one */
    Passwords(List<User> users) {
        this.users = List.copyOf(users);
        byte[] random = new byte[32];
        new SecureRandom().nextBytes(random);
        key = new SecretKeySpec(random, MAC);
    }

    /** The user whose password this is known to be; null where it has to be {@link #check checked}. Takes microseconds. */
    @Nullable
    User known(String name, String password) {
        User user = find(name);
        return user != null && isKnown(mac(name, password)) ? user : null;
    }

    /**
     * The user whose password this is, or null. Blocks for as long as bcrypt takes, for a name that nobody has too: it is held against
     * the hash of one who is there, always the same one for that name.
     */
    @Nullable
    User check(String name, String password) {
        User user = find(name);
        String hash = user == null ? stand(name).hash() : user.hash();
        ByteBuffer mac = mac(name, password);
        if (user != null && isKnown(mac)) {
            return user;
        }
        boolean isRight = BCRYPT.verify(
                        password.getBytes(StandardCharsets.UTF_8), hash.getBytes(StandardCharsets.US_ASCII))
                .verified;
        if (user == null || !isRight) {
            return null;
        }
        remember(mac);
        return user;
    }

    private @Nullable User find(String name) {
        return users.stream()
                .filter(user -> user.name().equals(name))
                .findFirst()
                .orElse(null);
    }

    private User stand(String name) {
        int at = Math.floorMod(mac(name, "").getInt(0), users.size());
        return users.get(at);
    }

    private ByteBuffer mac(String name, String password) {
        try {
            Mac mac = Mac.getInstance(MAC);
            mac.init(key);
            for (String part : List.of(name, password)) {
                byte[] bytes = part.getBytes(StandardCharsets.UTF_8);
                mac.update(
                        ByteBuffer.allocate(Integer.BYTES).putInt(bytes.length).flip());
                mac.update(bytes);
            }
            return ByteBuffer.wrap(mac.doFinal());
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    private synchronized boolean isKnown(ByteBuffer mac) {
        return known.contains(mac);
    }

    private synchronized void remember(ByteBuffer mac) {
        if (known.size() >= MOST_KNOWN) {
            known.removeFirst();
        }
        known.add(mac);
    }
}
