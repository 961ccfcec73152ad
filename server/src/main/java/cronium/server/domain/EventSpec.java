package cronium.server.domain;

import cronium.payload.manifest.Manifest;
import java.util.List;
import java.util.Optional;

/**
 * What an operator saves: everything that a version is made of. Two that are equal make no new version.
 *
 * @param description may be empty
 * @param tags sorted, once each
 * @param script what its payload's manifest says, but for the metadata, which are {@link cronium.payload.manifest.Metadata#none()}
 * @param files sorted by path; the entrypoint is among them
 * @param secrets names of secrets that the script is given
 * @param schedule when it is run by itself, as text
 * @param enabled whether it may be run
 */
public record EventSpec(
        EventName name,
        String description,
        List<Tag> tags,
        Manifest script,
        List<ScriptFile> files,
        List<String> secrets,
        List<Target> targets,
        Optional<String> schedule,
        Retries retries,
        boolean enabled) {
    public EventSpec {
        tags = List.copyOf(tags);
        files = List.copyOf(files);
        secrets = List.copyOf(secrets);
        targets = List.copyOf(targets);
    }
}
