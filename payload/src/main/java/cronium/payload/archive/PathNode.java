package cronium.payload.archive;

import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** One path of an archive, in the tree of them all. */
final class PathNode {
    /** What is at the path; a hard link is a file. */
    enum Kind {
        IMPLICIT_DIRECTORY,
        DIRECTORY,
        FILE,
        SYMBOLIC_LINK
    }

    private final @Nullable PathNode parent;
    private final String name;
    private final String target;
    private Kind kind;
    private int mode;
    private @Nullable Map<String, PathNode> children;
    private boolean made;

    private PathNode(@Nullable PathNode parent, String name, Kind kind, int mode, String target) {
        this.parent = parent;
        this.name = name;
        this.kind = kind;
        this.mode = mode;
        this.target = target;
    }

    static PathNode root() {
        return new PathNode(null, "", Kind.DIRECTORY, 0700, "");
    }

    PathNode add(String childName, Kind childKind, int childMode, String linkTarget) {
        PathNode child = new PathNode(this, childName, childKind, childMode, linkTarget);
        if (children == null) {
            children = new HashMap<>(4);
        }
        children.put(childName, child);
        return child;
    }

    /** An entry of its own names a directory that was so far only implied. */
    void becomeExplicit(int explicitMode) {
        kind = Kind.DIRECTORY;
        mode = explicitMode;
    }

    Optional<PathNode> child(String childName) {
        return children == null ? Optional.empty() : Optional.ofNullable(children.get(childName));
    }

    Collection<PathNode> children() {
        return children == null ? List.of() : children.values();
    }

    Optional<PathNode> parent() {
        return Optional.ofNullable(parent);
    }

    /** The last component of the path. */
    String name() {
        return name;
    }

    Kind kind() {
        return kind;
    }

    boolean isDirectory() {
        return kind == Kind.DIRECTORY || kind == Kind.IMPLICIT_DIRECTORY;
    }

    /** Permission bits; 0755 for a directory that no entry names. */
    int mode() {
        return mode;
    }

    /** Of a symbolic link; else empty. */
    String target() {
        return target;
    }

    /** Marks the path as made on disk; says whether it was not so before. */
    boolean markMade() {
        boolean first = !made;
        made = true;
        return first;
    }

    String path() {
        StringBuilder path = new StringBuilder(name);
        for (PathNode at = parent; at != null && at.parent != null; at = at.parent) {
            path.insert(0, '/').insert(0, at.name);
        }
        return path.toString();
    }
}
