package cronium.payload.archive;

import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/**
 * Follows every symbolic link through the finished archive, component by component, as the kernel would (path_resolution(7)).
 * A look at the text of one target is not enough: with {@code d/up -> ..}, the target {@code d/up/../z} leaves the payload.
 */
final class LinkResolution {
    /** The kernel gives up after as many (MAXSYMLINKS, ELOOP). */
    static final int MOST_HOPS = 40;

    /** Each link is followed once, so that many links to one long chain cost no more than the links themselves. */
    private final Map<PathNode, Place> resolved = new HashMap<>();

    private LinkResolution() {}

    /** Refuses with {@code archive.link-escapes} or {@code archive.link-loop}. */
    static void check(PathTree tree) throws ArchiveException {
        LinkResolution resolution = new LinkResolution();
        for (PathNode link : tree.links()) {
            resolution.resolve(link, 1);
        }
    }

    /**
     * Where a link leads.
     *
     * @param node the deepest existing node of the way
     * @param missing how many components below it do not exist (dangling links are allowed)
     * @param hops how many links were followed
     */
    private record Place(PathNode node, int missing, int hops) {}

    private Place resolve(PathNode link, int depth) throws ArchiveException {
        Place known = resolved.get(link);
        if (known != null) {
            return known;
        }
        // A cycle never gets out of this.
        refuseLoop(link, depth);
        PathNode at = link.parent().orElseThrow();
        int missing = 0;
        int hops = 1;
        String target = link.target();
        int start = 0;
        while (start < target.length()) {
            int slash = target.indexOf('/', start);
            int end = slash < 0 ? target.length() : slash;
            String component = target.substring(start, end);
            start = end + 1;
            if (component.isEmpty() || component.equals(".")) {
                continue;
            }
            boolean up = component.equals("..");
            if (missing > 0) {
                missing += up ? -1 : 1;
                continue;
            }
            if (up) {
                Optional<PathNode> parent = at.parent();
                if (parent.isEmpty()) {
                    throw ArchiveException.at(
                            ArchiveFault.LINK_ESCAPES,
                            link.path(),
                            "a link target inside the payload",
                            Printable.quoted(target));
                }
                at = parent.get();
                continue;
            }
            Optional<PathNode> child = at.child(component);
            if (child.isEmpty()) {
                missing = 1;
            } else if (child.get().kind() == PathNode.Kind.SYMBOLIC_LINK) {
                Place place = resolve(child.get(), depth + 1);
                hops += place.hops;
                refuseLoop(link, hops);
                at = place.node;
                missing = place.missing;
            } else {
                at = child.get();
            }
        }
        Place place = new Place(at, missing, hops);
        resolved.put(link, place);
        return place;
    }

    private static void refuseLoop(PathNode link, int hops) throws ArchiveException {
        if (hops > MOST_HOPS) {
            throw ArchiveException.at(
                    ArchiveFault.LINK_LOOP,
                    link.path(),
                    "at most " + MOST_HOPS + " symbolic links on the way to its target",
                    Printable.quoted(link.target()));
        }
    }
}
