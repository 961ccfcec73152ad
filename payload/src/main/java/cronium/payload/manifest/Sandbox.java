package cronium.payload.manifest;

import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * What a payload wants to be kept from. The runner's {@code --sandbox} may only make it stricter. New privileges (setuid
 * programs and the like) are never gained, so there is no component for them.
 *
 * @param readable absolute, normalised host paths that {@link Filesystem#PRIVATE} shows too
 * @param writable absolute, normalised host paths that are writable besides the work directory
 */
public record Sandbox(Filesystem filesystem, Network network, List<String> readable, List<String> writable) {

    /** @throws IllegalArgumentException if a path is not absolute, has a NUL or {@code ..}, or is over 4096 bytes */
    public Sandbox {
        readable = normalised(readable);
        writable = normalised(writable);
    }

    /** The sandbox of a manifest that names none: the host's files and network as the user has them. */
    public static Sandbox host() {
        return new Sandbox(Filesystem.HOST, new Network.Host(), List.of(), List.of());
    }

    /** Whether it keeps a script from anything. */
    public boolean restricts() {
        return filesystem != Filesystem.HOST || !(network instanceof Network.Host);
    }

    /** This sandbox, made as strict as the given one where that is stricter. The paths stay: they were signed. */
    public Sandbox narrowed(Filesystem otherFilesystem, Network otherNetwork) {
        return new Sandbox(
                filesystem.compareTo(otherFilesystem) >= 0 ? filesystem : otherFilesystem,
                network.narrowed(otherNetwork),
                readable,
                writable);
    }

    /** This sandbox with more that may be read. */
    public Sandbox alsoReading(List<String> paths) {
        return new Sandbox(
                filesystem,
                network,
                Stream.concat(readable.stream(), paths.stream()).toList(),
                writable);
    }

    private static List<String> normalised(List<String> paths) {
        String[] result = new String[paths.size()];
        for (int i = 0; i < result.length; i++) {
            Optional<String> fault = HostPath.fault(paths.get(i));
            if (fault.isPresent()) {
                throw new IllegalArgumentException(fault.get());
            }
            result[i] = HostPath.normalise(paths.get(i));
        }
        return List.of(result);
    }
}
