package io.tributary.collector.bench;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.net.StandardSocketOptions;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.util.Comparator;
import java.util.PriorityQueue;
import java.util.Queue;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Plays many targets on one thread, each behind an address of its own of the loopback network. It answers with what lies ready in
 * memory, so that what it costs is its sockets.
 */
final class Player implements AutoCloseable {
    /** Addresses are told apart by host and port: so many ports on each of 127.0.1.1, 127.0.1.2, … */
    private static final int PORTS = 250;

    /** Below those that the system gives to who connects. */
    private static final int FIRST_PORT = 20_000;

    private record Timed(long nanos, Runnable task) {}

    private final Selector selector;
    private final Queue<Timed> timers = new PriorityQueue<>(Comparator.comparingLong(Timed::nanos));
    private final ByteBuffer in = ByteBuffer.allocateDirect(4 << 10);
    private final Thread thread = Thread.ofPlatform().name("player").daemon().unstarted(this::run);
    private volatile boolean closed;

    Player() {
        try {
            selector = Selector.open();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Where a target listens, by its number. */
    static InetSocketAddress address(int target) {
        return new InetSocketAddress("127.0.1." + (1 + target / PORTS), FIRST_PORT + target % PORTS);
    }

    /**
     * Listens for a target; to be called before {@link #start}.
     *
     * @param heard is given each request, on the player's thread
     */
    void listen(int target, Consumer<Connection> heard) {
        try {
            ServerSocketChannel server = ServerSocketChannel.open();
            server.setOption(StandardSocketOptions.SO_REUSEADDR, true);
            server.bind(address(target));
            server.configureBlocking(false);
            server.register(selector, SelectionKey.OP_ACCEPT, heard);
        } catch (IOException e) {
            throw new UncheckedIOException(address(target) + " cannot be listened on", e);
        }
    }

    void start() {
        thread.start();
    }

    /** On the player's thread. */
    void after(long millis, Runnable task) {
        timers.add(new Timed(System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(millis), task));
    }

    @Override
    public void close() {
        closed = true;
        selector.wakeup();
    }

    private void run() {
        try (selector) {
            while (!closed) {
                selector.select(this::ready, untilNextTimer());
                for (Timed next = timers.peek();
                        next != null && next.nanos() <= System.nanoTime();
                        next = timers.peek()) {
                    timers.remove();
                    next.task().run();
                }
            }
            for (SelectionKey key : selector.keys()) {
                key.channel().close();
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private long untilNextTimer() {
        Timed next = timers.peek();
        return next == null ? 1_000 : Math.max(1, TimeUnit.NANOSECONDS.toMillis(next.nanos() - System.nanoTime()));
    }

    private void ready(SelectionKey key) {
        if (key.channel() instanceof ServerSocketChannel server) {
            accept(server, key);
        } else if (key.attachment() instanceof Connection connection) {
            connection.ready(in);
        }
    }

    @SuppressWarnings("unchecked") // What listen attached.
    private void accept(ServerSocketChannel server, SelectionKey key) {
        try {
            @Nullable SocketChannel channel = server.accept();
            if (channel != null) {
                channel.configureBlocking(false);
                SelectionKey own = channel.register(selector, SelectionKey.OP_READ);
                own.attach(new Connection(this, channel, own, (Consumer<Connection>) key.attachment()));
            }
        } catch (IOException e) {
            throw new UncheckedIOException("more connections than files may be open", e);
        }
    }
}
