package cronium.runner.linux;

import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.nio.file.Path;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/**
 * Removes a directory tree of any depth and size, with read-only directories in it, and never follows a symbolic link.
 *
 * <p>Works by names relative to an open directory, so no path is ever too long; and a directory that is not empty is first
 * moved up to the top of the tree, so that neither recursion nor open descriptors grow with the depth. Needs two
 * descriptors and 64 KiB, whatever it removes.
 */
public final class Removal {
    private static final NativeCall OPENAT = NativeCall.named("openat");
    private static final NativeCall CLOSE = NativeCall.named("close");
    private static final NativeCall GETDENTS64 = NativeCall.named("getdents64");
    private static final NativeCall UNLINKAT = NativeCall.named("unlinkat");
    private static final NativeCall RENAMEAT = NativeCall.named("renameat");
    private static final NativeCall FCHMODAT = NativeCall.named("fchmodat");
    private static final NativeCall LSEEK = NativeCall.named("lseek");

    private static final int AT_FDCWD = -100;
    private static final int AT_REMOVEDIR = 0x200;
    // On arm64 O_DIRECTORY and O_NOFOLLOW have other values than on x86-64 (asm/fcntl.h).
    private static final boolean ARM64 = System.getProperty("os.arch", "").equals("aarch64");
    private static final int O_DIRECTORY = ARM64 ? 0x4000 : 0x10000;
    private static final int O_NOFOLLOW = ARM64 ? 0x8000 : 0x20000;
    private static final int O_CLOEXEC = 0x80000;
    private static final int OPEN_FLAGS = O_DIRECTORY | O_NOFOLLOW | O_CLOEXEC;

    /** {@code struct linux_dirent64}: u64 inode, s64 offset, u16 length, u8 type, name. */
    private static final int RECORD_LENGTH = 16;

    private static final int RECORD_TYPE = 18;
    private static final int RECORD_NAME = 19;
    private static final int DT_UNKNOWN = 0;
    private static final int DT_DIR = 4;
    private static final int OWNER_ALL = 0700;

    private static final int MOST_FAILURES = 20;

    private final MemorySegment entries;
    private final MemorySegment newName;
    /** Of this removal alone: what an earlier one that was killed has left under its names is removed like the rest. */
    private final String movedPrefix = ".removing-" + ProcessHandle.current().pid() + "-" + System.nanoTime() + "-";

    private final Set<String> failures = new LinkedHashSet<>();
    /** Directories moved to the top so far; they are named by number, so that a million of them need no list. */
    private long moved;

    private Removal(Arena arena) {
        this.entries = arena.allocate(64 * 1024, 8);
        this.newName = arena.allocate(128, 1);
    }

    /**
     * Removes the directory and all that is below it. Goes on after a failure, so as to leave as little as possible.
     *
     * @return what could not be removed and why, at most twenty lines; empty when the tree is gone
     */
    public static List<String> remove(Path directory) {
        try (Arena arena = Arena.ofConfined()) {
            Removal removal = new Removal(arena);
            removal.removeTree(directory, Memory.text(arena, directory.toString()));
            return List.copyOf(removal.failures);
        }
    }

    private void removeTree(Path directory, MemorySegment top) {
        int topFd;
        try {
            topFd = openDirectory(AT_FDCWD, top);
        } catch (LinuxException e) {
            if (e.errno() != Errno.ENOENT) {
                failed(directory.toString(), e);
            }
            return;
        }
        try {
            empty(topFd, topFd);
            for (long next = 0; next < moved; next++) {
                removeMoved(topFd, next);
            }
        } finally {
            CLOSE.raw(topFd, 0, 0, 0, 0, 0);
        }
        try {
            UNLINKAT.orThrow(AT_FDCWD, top.address(), AT_REMOVEDIR, 0);
        } catch (LinuxException e) {
            failed(directory.toString(), e);
        }
    }

    private void removeMoved(int topFd, long number) {
        try {
            int fd = openDirectory(topFd, movedName(number));
            try {
                empty(topFd, fd);
            } finally {
                CLOSE.raw(fd, 0, 0, 0, 0, 0);
            }
            UNLINKAT.orThrow(topFd, movedName(number).address(), AT_REMOVEDIR, 0);
        } catch (LinuxException e) {
            failed(movedPrefix + number, e);
        }
    }

    private MemorySegment movedName(long number) {
        Memory.putText(newName, movedPrefix + number);
        return newName;
    }

    /** Opens a directory for emptying; one that is closed to its owner is opened up first. */
    private static int openDirectory(int parent, MemorySegment name) throws LinuxException {
        // Unlinking needs write and search permission on the directory, whatever the permission of what is in it. The
        // name is known not to be a link: it came from a listing, or is the top that this program made.
        try {
            int fd = OPENAT.intOrThrow(parent, name.address(), OPEN_FLAGS, 0);
            FCHMODAT.raw(parent, name.address(), OWNER_ALL, 0, 0, 0);
            return fd;
        } catch (LinuxException e) {
            if (e.errno() != Errno.EACCES) {
                throw e;
            }
            FCHMODAT.orThrow(parent, name.address(), OWNER_ALL, 0);
            return OPENAT.intOrThrow(parent, name.address(), OPEN_FLAGS, 0);
        }
    }

    /**
     * Unlinks what is in a directory; subdirectories that are not empty go to the top under a new name. Listings may skip
     * entries while the directory shrinks, so it reads again until a listing has nothing new.
     */
    private void empty(int topFd, int fd) {
        boolean progress = true;
        while (progress) {
            progress = false;
            long length;
            while ((length = list(fd)) > 0) {
                for (long at = 0;
                        at < length;
                        at += Short.toUnsignedInt(Memory.getShort(entries, at + RECORD_LENGTH))) {
                    progress |= removeEntry(topFd, fd, entries.asSlice(at));
                }
            }
            if (progress) {
                LSEEK.raw(fd, 0, 0, 0, 0, 0);
            }
        }
    }

    private long list(int fd) {
        try {
            return GETDENTS64.orThrow(fd, entries.address(), entries.byteSize(), 0);
        } catch (LinuxException e) {
            failed("a listing", e);
            return 0;
        }
    }

    /** @return whether the entry is gone from this directory */
    private boolean removeEntry(int topFd, int fd, MemorySegment entry) {
        MemorySegment name = entry.asSlice(RECORD_NAME);
        if (isSelfOrParent(name) || (fd == topFd && isMoved(name))) {
            return false;
        }
        int type = Memory.getByte(entry, RECORD_TYPE);
        try {
            if (type != DT_DIR && (type != DT_UNKNOWN || unlinkedUnlessDirectory(fd, name))) {
                if (type != DT_UNKNOWN) {
                    UNLINKAT.orThrow(fd, name.address(), 0, 0);
                }
                return true;
            }
            removeDirectory(topFd, fd, name);
            return true;
        } catch (LinuxException e) {
            failed(Memory.getText(name), e);
            return false;
        }
    }

    private static boolean unlinkedUnlessDirectory(int fd, MemorySegment name) throws LinuxException {
        try {
            UNLINKAT.orThrow(fd, name.address(), 0, 0);
            return true;
        } catch (LinuxException e) {
            if (e.errno() == Errno.EISDIR || e.errno() == Errno.EPERM) {
                return false;
            }
            throw e;
        }
    }

    private void removeDirectory(int topFd, int fd, MemorySegment name) throws LinuxException {
        try {
            UNLINKAT.orThrow(fd, name.address(), AT_REMOVEDIR, 0);
        } catch (LinuxException e) {
            if (e.errno() != Errno.ENOTEMPTY && e.errno() != Errno.EEXIST) {
                throw e;
            }
            // Moving a directory to another parent writes its "..", which needs write permission on it.
            FCHMODAT.raw(fd, name.address(), OWNER_ALL, 0, 0, 0);
            RENAMEAT.orThrow(fd, name.address(), topFd, movedName(moved).address());
            moved++;
        }
    }

    private static boolean isSelfOrParent(MemorySegment name) {
        return Memory.getByte(name, 0) == '.'
                && (Memory.getByte(name, 1) == 0 || (Memory.getByte(name, 1) == '.' && Memory.getByte(name, 2) == 0));
    }

    private boolean isMoved(MemorySegment name) {
        return Memory.getText(name).startsWith(movedPrefix);
    }

    private void failed(String name, IOException cause) {
        if (failures.size() < MOST_FAILURES) {
            failures.add(name + ": " + cause.getMessage());
        }
    }
}
