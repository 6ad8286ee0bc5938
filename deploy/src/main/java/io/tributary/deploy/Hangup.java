package io.tributary.deploy;

import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What SIGHUP does: reads the targets file anew. Java takes signals with a class that is not of its API, so it is asked for by name; a
 * Java without it ends on SIGHUP, as every Java does by itself.
 */
final class Hangup {
    private static final Logger LOG = LoggerFactory.getLogger(Hangup.class);

    private Hangup() {}

    /** @param action is run for every signal, on a thread of the JVM's */
    static void does(Runnable action) {
        try {
            Class<?> signal = Class.forName("sun.misc.Signal");
            Class<?> handler = Class.forName("sun.misc.SignalHandler");
            Object own = Proxy.newProxyInstance(
                    Hangup.class.getClassLoader(),
                    new Class<?>[] {handler},
                    (proxy, method, _) -> answer(proxy, method, action));
            signal.getMethod("handle", signal, handler)
                    .invoke(null, signal.getConstructor(String.class).newInstance("HUP"), own);
        } catch (ReflectiveOperationException | IllegalArgumentException e) {
            LOG.warn("SIGHUP does not reload the targets file on this Java: {}", e.toString());
        }
    }

    /** To the signal itself, or to what every object is asked. */
    private static Object answer(Object proxy, Method method, Runnable action) {
        return switch (method.getName()) {
            case "equals" -> false;
            case "hashCode" -> System.identityHashCode(proxy);
            case "toString" -> "SIGHUP reloads";
            default -> {
                action.run();
                // The method is void: whatever is returned is dropped.
                yield action;
            }
        };
    }
}
