package cronium.runner;

import cronium.payload.PayloadException;
import cronium.payload.archive.ArchiveEntry;
import cronium.payload.archive.ArchiveLimits;
import cronium.payload.archive.ArchiveListing;
import cronium.payload.manifest.Manifest;
import cronium.payload.manifest.ManifestFile;
import cronium.payload.manifest.ManifestParser;
import cronium.runner.journal.Json;
import cronium.runner.output.VisibleText;
import cronium.runner.plan.PlanException;
import java.io.IOException;
import java.io.InputStream;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;

/** {@code cronium-runner inspect}: what is in a payload. Unpacks nothing, verifies no signature. */
final class InspectCommand {
    private final PrintStream out;

    InspectCommand(PrintStream out) {
        this.out = out;
    }

    void run(Path payload, boolean json) throws IOException, PayloadException {
        ArchiveListing listing;
        try (InputStream in = Files.newInputStream(payload)) {
            listing = ArchiveListing.read(
                    in, ArchiveLimits.DEFAULT, Set.copyOf(ManifestFile.NAMES), ManifestParser.MAX_BYTES + 1);
        }
        Manifest manifest = manifest(listing);
        if (json) {
            out.writeBytes(json(manifest, listing));
        } else {
            print(manifest, listing);
        }
    }

    private static Manifest manifest(ArchiveListing listing) throws PayloadException {
        String name = ManifestFile.name(listing::isFile)
                .orElseThrow(() -> missing(ManifestFile.EITHER_NAME + " at the root of the payload, found neither"));
        // As long as nothing is unpacked, a hard link to a file of another name has no content.
        byte[] content = listing.content(name)
                .orElseThrow(() -> missing(name + " as a file of its own, found a link to another"));
        return ManifestParser.parse(content, name);
    }

    private static PlanException missing(String facts) {
        return new PlanException("manifest.missing", "expected " + facts);
    }

    /** What a payload says of itself is a stranger's text: it must not drive the terminal. */
    private void line(String text) {
        out.println(VisibleText.of(text));
    }

    private void print(Manifest manifest, ArchiveListing listing) {
        line("interpreter  " + manifest.interpreter().text());
        line("entrypoint   " + manifest.entrypoint());
        if (!manifest.arguments().isEmpty()) {
            line("arguments    " + String.join(" ", manifest.arguments()));
        }
        manifest.metadata().eventId().ifPresent(id -> line("event        " + id));
        manifest.metadata().jobId().ifPresent(id -> line("job          " + id));
        manifest.environment().forEach((name, value) -> line("environment  " + name + "=" + value));
        manifest.limits().timeout().ifPresent(limit -> line("timeout      " + limit.toSeconds() + "s"));
        line("entries      " + listing.entries().size());
        for (ArchiveEntry entry : listing.entries()) {
            line("  " + describe(entry));
        }
    }

    private static String describe(ArchiveEntry entry) {
        return switch (entry) {
            case ArchiveEntry.Directory directory -> directory.path() + "/";
            case ArchiveEntry.RegularFile file ->
                file.path() + "  " + file.size() + " bytes" + ((file.mode() & 0100) != 0 ? ", executable" : "");
            case ArchiveEntry.SymbolicLink link -> link.path() + " -> " + link.target();
            case ArchiveEntry.HardLink link -> link.path() + " = " + link.target();
        };
    }

    private static byte[] json(Manifest manifest, ArchiveListing listing) {
        Json json = new Json().open('{');
        json.member("interpreter", manifest.interpreter().text());
        json.member("entrypoint", manifest.entrypoint());
        json.name("arguments").open('[');
        manifest.arguments().forEach(argument -> json.element().string(argument));
        json.close(']');
        json.name("environment").open('{');
        manifest.environment().forEach(json::member);
        json.close('}');
        json.name("metadata").open('{');
        manifest.metadata().jobId().ifPresent(id -> json.member("jobId", id));
        manifest.metadata().eventId().ifPresent(id -> json.member("eventId", id));
        manifest.metadata().eventVersion().ifPresent(version -> json.member("eventVersion", version));
        json.close('}');
        json.name("entries").open('[');
        for (ArchiveEntry entry : listing.entries()) {
            entry(json.element(), entry);
        }
        return json.close(']').close('}').bytes();
    }

    private static void entry(Json json, ArchiveEntry entry) {
        json.open('{').member("path", entry.path());
        switch (entry) {
            case ArchiveEntry.Directory directory ->
                json.member("type", "directory").member("mode", directory.mode());
            case ArchiveEntry.RegularFile file ->
                json.member("type", "file").member("mode", file.mode()).member("size", file.size());
            case ArchiveEntry.SymbolicLink link ->
                json.member("type", "symlink").member("target", link.target());
            case ArchiveEntry.HardLink link -> json.member("type", "hardlink").member("target", link.target());
        }
        json.close('}');
    }
}
