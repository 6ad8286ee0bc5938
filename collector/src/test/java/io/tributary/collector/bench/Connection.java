package io.tributary.collector.bench;

import java.io.IOException;
import java.net.StandardSocketOptions;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** A connection to a played target. The player's thread only. */
final class Connection {
    /** So that one which floods leaves the others their turn. */
    private static final int MOST_IN_A_ROW = 4;

    private final Player player;
    private final SocketChannel channel;
    private final SelectionKey key;
    private final Consumer<Connection> heard;
    private final StringBuilder head = new StringBuilder();
    private @Nullable ByteBuffer out;
    private @Nullable Supplier<ByteBuffer> more;
    private Runnable hangUp = () -> {};
    private boolean last;

    Connection(Player player, SocketChannel channel, SelectionKey key, Consumer<Connection> heard) {
        this.player = player;
        this.channel = channel;
        this.key = key;
        this.heard = heard;
    }

    /** Of the request: {@code /debug/pprof/heap}. */
    String path() {
        String uri = uri();
        int query = uri.indexOf('?');
        return query < 0 ? uri : uri.substring(0, query);
    }

    /** That the request asks for, or 0. */
    int seconds() {
        String word = "seconds=";
        int at = uri().indexOf(word);
        return at < 0 ? 0 : Integer.parseInt(uri().substring(at + word.length()));
    }

    private String uri() {
        return head.substring(4, head.indexOf(" HTTP/"));
    }

    boolean isOpen() {
        return channel.isOpen();
    }

    void after(long millis, Runnable task) {
        player.after(millis, () -> {
            if (isOpen()) {
                task.run();
            }
        });
    }

    void send(String text) {
        send(ByteBuffer.wrap(Program.ascii(text)));
    }

    /** @param bytes that nobody else reads */
    void send(ByteBuffer bytes) {
        out = bytes;
        write();
    }

    /** @param task for where the other side hangs up before it has the answer */
    void onHangUp(Runnable task) {
        hangUp = task;
    }

    /** Sends all that is to be sent. */
    void answer(ByteBuffer bytes) {
        last = true;
        send(bytes);
    }

    /** Sends this again and again for as long as the other side takes it. */
    void flood(ByteBuffer block) {
        more = block::duplicate;
        write();
    }

    /** Sends a byte five times a second. */
    void drip() {
        send("x");
        after(200, this::drip);
    }

    void shutdownOutput() {
        try {
            channel.shutdownOutput();
        } catch (IOException _) {
            close();
        }
    }

    void reset() {
        try {
            channel.setOption(StandardSocketOptions.SO_LINGER, 0);
        } catch (IOException _) {
            // It is closed all the same.
        }
        close();
    }

    void close() {
        key.cancel();
        try {
            channel.close();
        } catch (IOException _) {
            // Nothing is left to do for it.
        }
    }

    void ready(ByteBuffer in) {
        if (key.isValid() && key.isReadable()) {
            read(in);
        }
        if (key.isValid() && key.isWritable()) {
            write();
        }
    }

    private void read(ByteBuffer in) {
        try {
            in.clear();
            if (channel.read(in) < 0) {
                lost();
                return;
            }
            String end = "\r\n\r\n";
            head.append(StandardCharsets.ISO_8859_1.decode(in.flip()));
            if (head.toString().endsWith(end)) {
                heard.accept(this);
            }
        } catch (IOException _) {
            lost();
        }
    }

    private void lost() {
        if (!last || (out != null && out.hasRemaining())) {
            hangUp.run();
        }
        close();
    }

    private void write() {
        try {
            for (int i = 0; i < MOST_IN_A_ROW; i++) {
                if (out != null && out.hasRemaining()) {
                    channel.write(out);
                }
                if ((out == null || !out.hasRemaining()) && more != null) {
                    out = more.get();
                }
            }
            boolean rest = out != null && out.hasRemaining();
            key.interestOps(rest ? SelectionKey.OP_READ | SelectionKey.OP_WRITE : SelectionKey.OP_READ);
        } catch (IOException _) {
            lost();
        }
    }
}
