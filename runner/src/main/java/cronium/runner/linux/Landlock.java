package cronium.runner.linux;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;

/**
 * Landlock, landlock(7), Linux 5.13: a thread gives up rights for itself and all that it starts. Every version (ABI) of it
 * knows more rights; what a kernel does not know, it does not restrict. The numbers are the same on x86-64 and arm64.
 */
public final class Landlock implements AutoCloseable {
    public static final long EXECUTE = 1;
    public static final long WRITE_FILE = 1 << 1;
    public static final long READ_FILE = 1 << 2;
    public static final long READ_DIRECTORY = 1 << 3;
    private static final long TRUNCATE = 1 << 14;
    private static final long DEVICE_CONTROL = 1 << 15;
    /** What a rule for something that is not a directory may carry. */
    private static final long OF_FILES = EXECUTE | WRITE_FILE | READ_FILE | TRUNCATE | DEVICE_CONTROL;

    /** All rights of the file system that some ABI knows. */
    public static final long ALL_FILES = (1 << 16) - 1;

    private static final long BIND_TCP = 1;
    private static final long CONNECT_TCP = 1 << 1;
    /** Abstract Unix sockets and signals. */
    private static final long SCOPES = 1 | 1 << 1;

    private static final int CREATE_RULESET = 444;
    private static final int ADD_RULE = 445;
    private static final int RESTRICT_SELF = 446;
    private static final int VERSION = 1;
    private static final int RULE_PATH_BENEATH = 1;
    private static final int RULE_NET_PORT = 2;
    private static final int O_PATH = 0x20_0000;
    private static final int O_CLOEXEC = 0x8_0000;
    private static final int O_DIRECTORY = Architecture.current() == Architecture.ARM64 ? 0x4000 : 0x1_0000;
    /** The first version that restricts truncating: without that a file could be emptied that may not be written. */
    public static final int ABI_OF_TRUNCATE = 3;
    /** The first version that restricts TCP. */
    public static final int ABI_OF_NETWORK = 4;
    /** The first version that keeps signals and abstract Unix sockets inside. */
    public static final int ABI_OF_SCOPES = 6;

    private static final NativeCall SYSCALL = NativeCall.named("syscall");
    private static final NativeCall OPEN = NativeCall.named("open");

    private final long handledFiles;
    private final Descriptor ruleset;

    private Landlock(long handledFiles, Descriptor ruleset) {
        this.handledFiles = handledFiles;
        this.ruleset = ruleset;
    }

    /** The version that this kernel knows; 0 if it has none or it is switched off. */
    public static int abi() {
        return (int) Math.max(0, SYSCALL.raw(CREATE_RULESET, 0, 0, VERSION, 0, 0));
    }

    /**
     * Begins a set of rules.
     *
     * @param abi of this kernel, 1 or more
     * @param files whether access to files is restricted to what {@link #allow} says
     * @param network whether TCP is restricted to what {@link #allowConnect} says; from ABI 4
     * @param scopes whether signals and abstract Unix sockets stay inside; from ABI 6
     */
    public static Landlock rules(int abi, boolean files, boolean network, boolean scopes) throws LinuxException {
        long handledFiles = files ? filesKnownBy(abi) : 0;
        try (Arena arena = Arena.ofConfined()) {
            MemorySegment attributes = arena.allocate(24, 8);
            Memory.putLong(attributes, 0, handledFiles);
            Memory.putLong(attributes, 8, network && abi >= ABI_OF_NETWORK ? BIND_TCP | CONNECT_TCP : 0);
            Memory.putLong(attributes, 16, scopes && abi >= ABI_OF_SCOPES ? SCOPES : 0);
            int size = abi >= ABI_OF_SCOPES ? 24 : abi >= ABI_OF_NETWORK ? 16 : 8;
            return new Landlock(
                    handledFiles, new Descriptor(SYSCALL.intOrThrow(CREATE_RULESET, attributes.address(), size, 0)));
        }
    }

    private static long filesKnownBy(int abi) {
        return switch (abi) {
            case 1 -> (1 << 13) - 1;
            case 2 -> (1 << 14) - 1;
            case 3, 4 -> (1 << 15) - 1;
            default -> ALL_FILES;
        };
    }

    /**
     * Allows these rights on a file, or on a directory and all beneath it. Rights that the kernel does not know are left out.
     *
     * @return false when there is nothing at that path
     */
    public boolean allow(String path, long rights) throws LinuxException {
        try (Arena arena = Arena.ofConfined()) {
            MemorySegment name = Memory.text(arena, path);
            long wanted = rights;
            int descriptor = (int) OPEN.raw(name.address(), O_PATH | O_CLOEXEC | O_DIRECTORY, 0, 0, 0, 0);
            if (descriptor < 0) {
                wanted &= OF_FILES;
                try {
                    descriptor = OPEN.intOrThrow(name.address(), O_PATH | O_CLOEXEC, 0, 0);
                } catch (LinuxException e) {
                    if (e.errno() == Errno.ENOENT || e.errno() == Errno.ENOTDIR || e.errno() == Errno.EACCES) {
                        return false;
                    }
                    throw e;
                }
            }
            try (Descriptor file = new Descriptor(descriptor)) {
                // struct landlock_path_beneath_attr is packed: 8 bytes of rights, 4 of descriptor.
                MemorySegment rule = arena.allocate(16, 8);
                Memory.putLong(rule, 0, wanted & handledFiles);
                Memory.putInt(rule, 8, file.number());
                if ((wanted & handledFiles) != 0) {
                    addRule(RULE_PATH_BENEATH, rule);
                }
            }
            return true;
        }
    }

    /** Allows TCP connections to that port of any address. */
    public void allowConnect(int port) throws LinuxException {
        try (Arena arena = Arena.ofConfined()) {
            MemorySegment rule = arena.allocate(16, 8);
            Memory.putLong(rule, 0, CONNECT_TCP);
            Memory.putLong(rule, 8, port);
            addRule(RULE_NET_PORT, rule);
        }
    }

    private void addRule(int type, MemorySegment rule) throws LinuxException {
        SYSCALL.orThrow(ADD_RULE, ruleset.number(), type, rule.address(), 0);
    }

    /** Restricts the calling thread, for ever. It must have given up gaining privileges before. */
    public void restrictThisThread() throws LinuxException {
        SYSCALL.orThrow(RESTRICT_SELF, ruleset.number(), 0, 0);
    }

    @Override
    public void close() {
        ruleset.close();
    }
}
