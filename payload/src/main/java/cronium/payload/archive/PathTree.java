package cronium.payload.archive;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** All paths of an archive so far. Every path has one meaning: what contradicts an earlier entry is refused. */
final class PathTree {
    private static final int IMPLICIT_MODE = 0755;

    private final ArchiveLimits limits;
    private final PathNode root = PathNode.root();
    private final List<PathNode> links = new ArrayList<>();
    private long entries;
    private long nameBytes;
    private boolean rootSeen;

    PathTree(ArchiveLimits limits) {
        this.limits = limits;
    }

    PathNode root() {
        return root;
    }

    /** The symbolic links, in the archive's order. */
    List<PathNode> links() {
        return links;
    }

    void addRoot() throws ArchiveException {
        if (rootSeen) {
            throw duplicate("./");
        }
        rootSeen = true;
    }

    PathNode addDirectory(String path, int mode) throws ArchiveException {
        PathNode parent = parentOf(path);
        String name = lastComponent(path);
        Optional<PathNode> existing = parent.child(name);
        if (existing.isPresent()) {
            if (existing.get().kind() != PathNode.Kind.IMPLICIT_DIRECTORY) {
                throw duplicate(path);
            }
            existing.get().becomeExplicit(mode);
            return existing.get();
        }
        return add(parent, path, name, PathNode.Kind.DIRECTORY, mode, "");
    }

    /** A regular file or a hard link to one. */
    PathNode addFile(String path, int mode) throws ArchiveException {
        return addLeaf(path, PathNode.Kind.FILE, mode, "");
    }

    PathNode addSymbolicLink(String path, String target) throws ArchiveException {
        count(path, EntryName.utf8Length(target));
        PathNode link = addLeaf(path, PathNode.Kind.SYMBOLIC_LINK, 0777, target);
        links.add(link);
        return link;
    }

    /** Refuses a hard link whose target is not a file that came earlier. */
    void checkHardLink(String path, String target) throws ArchiveException {
        PathNode at = root;
        int start = 0;
        while (start < target.length()) {
            int slash = target.indexOf('/', start);
            int end = slash < 0 ? target.length() : slash;
            Optional<PathNode> child = at.child(target.substring(start, end));
            if (child.isEmpty()) {
                throw ArchiveException.at(
                        ArchiveFault.DANGLING_HARDLINK,
                        path,
                        "a hard link to an earlier entry",
                        Printable.quoted(target));
            }
            at = child.get();
            start = end + 1;
        }
        if (at.kind() != PathNode.Kind.FILE) {
            throw ArchiveException.at(
                    ArchiveFault.HARDLINK_TO_NON_FILE,
                    path,
                    "a hard link to a regular file",
                    (at.isDirectory() ? "directory " : "symbolic link ") + Printable.quoted(target));
        }
    }

    private PathNode addLeaf(String path, PathNode.Kind kind, int mode, String target) throws ArchiveException {
        PathNode parent = parentOf(path);
        String name = lastComponent(path);
        if (parent.child(name).isPresent()) {
            throw duplicate(path);
        }
        return add(parent, path, name, kind, mode, target);
    }

    /** The node above {@code path}, made of implicit directories where no entry has named them. */
    private PathNode parentOf(String path) throws ArchiveException {
        PathNode at = root;
        int start = 0;
        for (int slash = path.indexOf('/'); slash >= 0; slash = path.indexOf('/', start)) {
            String component = path.substring(start, slash);
            Optional<PathNode> child = at.child(component);
            at = child.isPresent()
                    ? child.get()
                    : add(at, path, component, PathNode.Kind.IMPLICIT_DIRECTORY, IMPLICIT_MODE, "");
            if (!at.isDirectory()) {
                boolean link = at.kind() == PathNode.Kind.SYMBOLIC_LINK;
                throw ArchiveException.at(
                        link ? ArchiveFault.BELOW_LINK : ArchiveFault.BELOW_FILE,
                        path,
                        "directories above it",
                        (link ? "symbolic link " : "file ") + Printable.quoted(path.substring(0, slash)));
            }
            start = slash + 1;
        }
        return at;
    }

    private PathNode add(PathNode parent, String path, String name, PathNode.Kind kind, int mode, String target)
            throws ArchiveException {
        entries++;
        if (entries > limits.entries()) {
            throw ArchiveException.at(
                    ArchiveFault.TOO_MANY_ENTRIES,
                    path,
                    "at most " + limits.entries() + " entries, implied directories included",
                    "" + entries);
        }
        count(path, EntryName.utf8Length(name));
        return parent.add(name, kind, mode, target);
    }

    private void count(String path, int bytes) throws ArchiveException {
        nameBytes += bytes;
        if (nameBytes > limits.allNameBytes()) {
            throw ArchiveException.at(
                    ArchiveFault.TOO_MANY_NAME_BYTES,
                    path,
                    "at most " + limits.allNameBytes() + " bytes of names and link targets in the archive",
                    "" + nameBytes);
        }
    }

    private static String lastComponent(String path) {
        return path.substring(path.lastIndexOf('/') + 1);
    }

    private static ArchiveException duplicate(String path) {
        return ArchiveException.at(ArchiveFault.DUPLICATE_PATH, path, "each path once", "a second entry");
    }
}
