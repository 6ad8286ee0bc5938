package io.tributary.profile.wire;

import static java.lang.foreign.ValueLayout.ADDRESS;
import static java.lang.foreign.ValueLayout.JAVA_BYTE;
import static java.lang.foreign.ValueLayout.JAVA_INT;
import static java.lang.foreign.ValueLayout.JAVA_LONG;

import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.SymbolLookup;
import java.lang.invoke.MethodHandle;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * libdeflate, where the system has it: it inflates in less than half the time that {@link java.util.zip.Inflater} takes, and deflates
 * at level 1 in a fifth of what {@link java.util.zip.Deflater} takes. It inflates whole streams of known size alone, so whatever is
 * not as it should be is left to the JDK, which can say what is wrong. For any thread.
 */
final class Libdeflate {
    /** As systems name the library's interface of version 1. */
    private static final List<String> NAMES = List.of("libdeflate.so.0", "libdeflate.0.dylib", "libdeflate.dll");
    /** Finding the library and making calls into it takes as long as is won with so many profiles. */
    private static final int WORTH_LINKING = 200;
    /** The garbage collector cannot stop a thread that is in there: 4 MiB take about 8 ms. */
    private static final int LARGEST_OUTPUT = 4 << 20;

    private static final int SUCCESS = 0;
    private static final int FASTEST = 1;

    private static final AtomicInteger WANTED = new AtomicInteger();

    private static final class Linked {
        static final Optional<Libdeflate> LIBRARY = link();
    }

    private final MethodHandle allocate;
    private final MethodHandle free;
    private final MethodHandle inflate;
    private final MethodHandle allocateCompressor;
    private final MethodHandle freeCompressor;
    private final MethodHandle deflate;

    // The calls' types are those of libdeflate.h, and every pointer given is valid for the call.
    @SuppressWarnings("restricted")
    private Libdeflate(SymbolLookup library) {
        Linker linker = Linker.nativeLinker();
        allocate = linker.downcallHandle(
                library.findOrThrow("libdeflate_alloc_decompressor"), FunctionDescriptor.of(ADDRESS));
        free = linker.downcallHandle(
                library.findOrThrow("libdeflate_free_decompressor"), FunctionDescriptor.ofVoid(ADDRESS));
        inflate = linker.downcallHandle(
                library.findOrThrow("libdeflate_deflate_decompress_ex"),
                FunctionDescriptor.of(JAVA_INT, ADDRESS, ADDRESS, JAVA_LONG, ADDRESS, JAVA_LONG, ADDRESS, ADDRESS),
                Linker.Option.critical(true));
        allocateCompressor = linker.downcallHandle(
                library.findOrThrow("libdeflate_alloc_compressor"), FunctionDescriptor.of(ADDRESS, JAVA_INT));
        freeCompressor = linker.downcallHandle(
                library.findOrThrow("libdeflate_free_compressor"), FunctionDescriptor.ofVoid(ADDRESS));
        deflate = linker.downcallHandle(
                library.findOrThrow("libdeflate_deflate_compress"),
                FunctionDescriptor.of(JAVA_LONG, ADDRESS, ADDRESS, JAVA_LONG, ADDRESS, JAVA_LONG));
    }

    /** The library, once it was asked for often enough to be worth its while. */
    static Optional<Libdeflate> library() {
        if (WANTED.get() < WORTH_LINKING && WANTED.incrementAndGet() < WORTH_LINKING) {
            return Optional.empty();
        }
        return Linked.LIBRARY;
    }

    /** The library, at once and for good; empty where there is none, or this process may not call it. */
    static Optional<Libdeflate> linked() {
        return Linked.LIBRARY;
    }

    /** The library, now; empty where there is none, or this process may not call it. */
    @SuppressWarnings("restricted") // A name, and no path that somebody could choose.
    static Optional<Libdeflate> link() {
        for (String name : NAMES) {
            try {
                return Optional.of(new Libdeflate(SymbolLookup.libraryLookup(name, Arena.global())));
            } catch (IllegalArgumentException
                    | NoSuchElementException
                    | IllegalCallerException
                    | UnsupportedOperationException _) {
                // The next name, or none: the JDK inflates too.
            }
        }
        return Optional.empty();
    }

    /**
     * Inflates the raw deflate stream {@code input[from .. to)}.
     *
     * @param output as long as what comes out
     * @return whether the stream is valid, ends at {@code to} and filled the output; if not, its content means nothing
     */
    boolean inflate(byte[] input, int from, int to, byte[] output) {
        if (output.length > LARGEST_OUTPUT) {
            return false;
        }
        MemorySegment in = MemorySegment.ofArray(input).asSlice(from, to - from);
        long[] read = new long[1];
        try {
            MemorySegment decompressor = (MemorySegment) allocate.invokeExact();
            if (decompressor.equals(MemorySegment.NULL)) {
                return false;
            }
            try {
                int result = (int) inflate.invokeExact(
                        decompressor,
                        in,
                        in.byteSize(),
                        MemorySegment.ofArray(output),
                        (long) output.length,
                        MemorySegment.ofArray(read),
                        MemorySegment.NULL);
                return result == SUCCESS && read[0] == in.byteSize();
            } finally {
                free.invokeExact(decompressor);
            }
        } catch (RuntimeException | Error e) {
            throw e;
        } catch (Throwable e) {
            throw new AssertionError("a call into a library throws nothing checked", e);
        }
    }

    /**
     * Deflates {@code input[0 .. length)} into a raw deflate stream, at level 1.
     *
     * @param output where it goes
     * @param at where in the output it begins
     * @return how many bytes it is, or 0 when it does not fit
     */
    int deflate(byte[] input, int length, byte[] output, int at) {
        // Copied, and not straight on Java's arrays: a large answer takes longer than the garbage collector should
        // wait.
        try (Arena arena = Arena.ofConfined()) {
            MemorySegment in = arena.allocate(length);
            MemorySegment.copy(input, 0, in, JAVA_BYTE, 0, length);
            MemorySegment out = arena.allocate(output.length - at);
            MemorySegment compressor = (MemorySegment) allocateCompressor.invokeExact(FASTEST);
            if (compressor.equals(MemorySegment.NULL)) {
                return 0;
            }
            long written;
            try {
                written = (long) deflate.invokeExact(compressor, in, in.byteSize(), out, out.byteSize());
            } finally {
                freeCompressor.invokeExact(compressor);
            }
            MemorySegment.copy(out, JAVA_BYTE, 0, output, at, (int) written);
            return (int) written;
        } catch (RuntimeException | Error e) {
            throw e;
        } catch (Throwable e) {
            throw new AssertionError("a call into a library throws nothing checked", e);
        }
    }
}
