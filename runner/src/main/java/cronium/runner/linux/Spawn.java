package cronium.runner.linux;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.util.List;

/**
 * Starts a process with posix_spawn(3): a session of its own, default signal handling, an empty signal mask, three
 * descriptors and nothing else inherited. Needs glibc 2.34 ({@code addclosefrom_np}).
 */
public final class Spawn {
    private static final NativeCall POSIX_SPAWN = NativeCall.named("posix_spawn");
    private static final NativeCall ATTR_INIT = NativeCall.named("posix_spawnattr_init");
    private static final NativeCall ATTR_DESTROY = NativeCall.named("posix_spawnattr_destroy");
    private static final NativeCall ATTR_SETFLAGS = NativeCall.named("posix_spawnattr_setflags");
    private static final NativeCall ATTR_SETSIGDEFAULT = NativeCall.named("posix_spawnattr_setsigdefault");
    private static final NativeCall ATTR_SETSIGMASK = NativeCall.named("posix_spawnattr_setsigmask");
    private static final NativeCall ACTIONS_INIT = NativeCall.named("posix_spawn_file_actions_init");
    private static final NativeCall ACTIONS_DESTROY = NativeCall.named("posix_spawn_file_actions_destroy");
    private static final NativeCall ADD_DUP2 = NativeCall.named("posix_spawn_file_actions_adddup2");
    private static final NativeCall ADD_CHDIR = NativeCall.named("posix_spawn_file_actions_addchdir_np");
    private static final NativeCall ADD_CLOSEFROM = NativeCall.named("posix_spawn_file_actions_addclosefrom_np");
    private static final NativeCall ADD_OPEN = NativeCall.named("posix_spawn_file_actions_addopen");
    private static final NativeCall SIGEMPTYSET = NativeCall.named("sigemptyset");

    private static final int SETSIGDEF = 0x04;
    private static final int SETSIGMASK = 0x08;
    private static final int SETSID = 0x80;

    // glibc on x86-64: 336, 80 and 128 bytes; room to spare for another architecture's.
    private static final int ATTRIBUTES_SIZE = 512;
    private static final int ACTIONS_SIZE = 256;
    private static final int SIGSET_SIZE = 128;

    private Spawn() {}

    /**
     * Starts the process and returns when it executes the program: at once, unless there are gates.
     *
     * @return its process id, which is also its session and process group
     * @throws LinuxException the error of the step that failed, execve(2) included: then no process is left
     */
    public static int start(SpawnRequest request) throws LinuxException {
        try (Arena arena = Arena.ofConfined()) {
            MemorySegment attributes = arena.allocate(ATTRIBUTES_SIZE, 16);
            MemorySegment actions = arena.allocate(ACTIONS_SIZE, 16);
            ATTR_INIT.zeroOrThrow(attributes.address(), 0, 0, 0, 0, 0);
            ACTIONS_INIT.zeroOrThrow(actions.address(), 0, 0, 0, 0, 0);
            try {
                setAttributes(attributes, arena);
                setActions(actions, request, arena);
                MemorySegment pid = arena.allocate(4, 4);
                POSIX_SPAWN.zeroOrThrow(
                        pid.address(),
                        Memory.text(arena, request.executable()).address(),
                        actions.address(),
                        attributes.address(),
                        strings(request.arguments(), arena),
                        strings(request.environment(), arena));
                return Memory.getInt(pid, 0);
            } finally {
                ACTIONS_DESTROY.raw(actions.address(), 0, 0, 0, 0, 0);
                ATTR_DESTROY.raw(attributes.address(), 0, 0, 0, 0, 0);
            }
        }
    }

    private static void setAttributes(MemorySegment attributes, Arena arena) throws LinuxException {
        MemorySegment signals = arena.allocate(SIGSET_SIZE, 8);
        // The JVM has handlers and blocked signals of its own; a script starts as from a login shell.
        // sigfillset(3) leaves out the two signals that glibc keeps to itself, and posix_spawn(3) would ignore those.
        signals.fill((byte) 0xff);
        ATTR_SETSIGDEFAULT.zeroOrThrow(attributes.address(), signals.address(), 0, 0, 0, 0);
        SIGEMPTYSET.orThrow(signals.address(), 0, 0, 0);
        ATTR_SETSIGMASK.zeroOrThrow(attributes.address(), signals.address(), 0, 0, 0, 0);
        ATTR_SETFLAGS.zeroOrThrow(attributes.address(), SETSID | SETSIGDEF | SETSIGMASK, 0, 0, 0, 0);
    }

    private static void setActions(MemorySegment actions, SpawnRequest request, Arena arena) throws LinuxException {
        long address = actions.address();
        ADD_CHDIR.zeroOrThrow(
                address, Memory.text(arena, request.workingDirectory()).address(), 0, 0, 0, 0);
        ADD_DUP2.zeroOrThrow(address, request.standardInput().number(), 0, 0, 0, 0);
        ADD_DUP2.zeroOrThrow(address, request.standardOutput().number(), 1, 0, 0, 0);
        ADD_DUP2.zeroOrThrow(address, request.standardError().number(), 2, 0, 0, 0);
        int next = 3;
        for (Descriptor descriptor : request.more()) {
            ADD_DUP2.zeroOrThrow(address, descriptor.number(), next, 0, 0, 0);
            next++;
        }
        // Not every descriptor of the JVM is close-on-exec.
        ADD_CLOSEFROM.zeroOrThrow(address, next, 0, 0, 0, 0);
        for (String gate : request.gates()) {
            // After all others are closed: what waits here has no copy of a descriptor that another process waits for.
            ADD_OPEN.zeroOrThrow(address, next, Memory.text(arena, gate).address(), 0, 0, 0);
        }
        if (!request.gates().isEmpty()) {
            ADD_CLOSEFROM.zeroOrThrow(address, next, 0, 0, 0, 0);
        }
    }

    /** A NULL-terminated {@code char *[]}. */
    private static long strings(List<String> values, Arena arena) {
        MemorySegment array = arena.allocate((values.size() + 1L) * 8, 8);
        for (int i = 0; i < values.size(); i++) {
            Memory.putLong(array, i * 8L, Memory.text(arena, values.get(i)).address());
        }
        return array.address();
    }
}
