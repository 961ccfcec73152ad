package cronium.server.payloads;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import cronium.payload.archive.ArchiveLimits;
import cronium.payload.archive.Extractor;
import cronium.payload.manifest.Manifest;
import cronium.payload.manifest.ManifestFile;
import cronium.payload.signing.PayloadFile;
import cronium.payload.signing.SigningKey;
import cronium.server.documents.EventDocument;
import cronium.server.documents.RandomEvents;
import cronium.server.domain.EventName;
import cronium.server.domain.EventSpec;
import cronium.server.domain.EventVersion;
import cronium.server.domain.ScriptFile;
import cronium.server.domain.StoredPayload;
import cronium.testkit.Seed;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.Optional;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.node.ObjectNode;

class PayloadFilesTest {
    private static final Instant SAVED = Instant.parse("2026-01-02T03:04:05.678901Z");

    @TempDir
    Path directory;

    private final SigningKey key = SigningKey.generate();
    private PayloadFiles files;

    @BeforeEach
    void open() throws Exception {
        files = PayloadFiles.open(directory.resolve("payloads"), key);
    }

    @Test
    void aPayloadHoldsTheEventAndItsManifestSaysTheSame() throws Exception {
        RandomGenerator random = Seed.announced("PayloadFilesTest").random();
        for (int round = 0; round < 30; round++) {
            EventVersion version = version(EventDocument.parse(new EventName("hello"), RandomEvents.next(random)));

            StoredPayload stored = files.make(version);

            Path unpacked = Files.createTempDirectory(directory, "round");
            try (InputStream in =
                    Files.newInputStream(files.find(stored.sha256()).orElseThrow())) {
                Extractor.extract(in, unpacked, ArchiveLimits.DEFAULT);
            }
            Manifest manifest = ManifestFile.read(unpacked).orElseThrow().manifest();
            assertThat(manifest.environment()).isEqualTo(version.spec().script().environment());
            assertThat(manifest.arguments()).isEqualTo(version.spec().script().arguments());
            assertThat(manifest.limits()).isEqualTo(version.spec().script().limits());
            assertThat(manifest.sandbox()).isEqualTo(version.spec().script().sandbox());
            assertThat(manifest.metadata().createdAt()).contains(SAVED);
            for (ScriptFile file : version.spec().files()) {
                assertThat(Files.readAllBytes(unpacked.resolve(file.path())))
                        .isEqualTo(file.content().toArray());
                assertThat(Files.isExecutable(unpacked.resolve(file.path()))).isEqualTo(file.executable());
            }
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                " ",
                "~",
                "null",
                "Null",
                "yes",
                "No",
                "ON",
                "true",
                "007",
                "0x1f",
                "1e3",
                ".inf",
                ".NaN",
                "2026-01-01",
                "12:30:45",
                "-",
                "- a",
                "a: b",
                "a #b",
                "*a",
                "&a",
                "!a",
                "%a",
                "@a",
                "`a",
                "|",
                ">",
                "?",
                "{}",
                "[]",
                "\"",
                "'",
                "\n",
                "a\n",
                "\u0085",
                "\ufeff",
                "\u2028",
                "=",
                "<<",
                "y"
            })
    void everyTextReachesTheScriptAsItWasSaved(String text) throws Exception {
        ObjectNode event = RandomEvents.next(Seed.announced("PayloadFilesTest").random());
        event.putObject("environment").put("TEXT", text);
        event.putArray("arguments").add(text);

        Manifest manifest = manifest(files.make(version(EventDocument.parse(new EventName("hello"), event))));

        assertThat(manifest.environment()).containsEntry("TEXT", text);
        assertThat(manifest.arguments()).containsExactly(text);
    }

    private Manifest manifest(StoredPayload stored) throws Exception {
        Path unpacked = Files.createTempDirectory(directory, "unpacked");
        try (InputStream in = Files.newInputStream(files.find(stored.sha256()).orElseThrow())) {
            Extractor.extract(in, unpacked, ArchiveLimits.DEFAULT);
        }
        return ManifestFile.read(unpacked).orElseThrow().manifest();
    }

    @Test
    void aMissingPayloadIsMadeAgainWithTheSameBytes() throws Exception {
        EventVersion version = version(random());
        StoredPayload stored = files.make(version);
        byte[] before = Files.readAllBytes(files.find(stored.sha256()).orElseThrow());
        files.remove(stored.sha256());

        Path again = files.require(stored, () -> version);

        assertThat(again).hasBinaryContent(before);
        assertThat(PayloadFiles.signatureOf(again)).isNotEmptyFile();
    }

    @ParameterizedTest
    @EnumSource
    void whateverAPowerFailureLeftIsMadeRightByTheNextServer(Damage damage) throws Exception {
        EventVersion version = version(random());
        StoredPayload stored = files.make(version);
        Path payload = files.find(stored.sha256()).orElseThrow();
        byte[] before = Files.readAllBytes(payload);
        damage.doTo(payload, PayloadFiles.signatureOf(payload));

        open();
        assertRight(files.require(stored, () -> version), before);
    }

    @ParameterizedTest
    @EnumSource
    void whatIsDamagedAfterItWasFoundRightIsMadeRight(Damage damage) throws Exception {
        EventVersion version = version(random());
        StoredPayload stored = files.make(version);
        Path payload = files.find(stored.sha256()).orElseThrow();
        // Kernels before 6.13 have one time for whatever happens in some milliseconds.
        Files.setLastModifiedTime(payload, FileTime.from(SAVED));
        Files.setLastModifiedTime(PayloadFiles.signatureOf(payload), FileTime.from(SAVED));
        files.require(stored, () -> version);
        byte[] before = Files.readAllBytes(payload);
        damage.doTo(payload, PayloadFiles.signatureOf(payload));

        assertRight(files.require(stored, () -> version), before);
    }

    private void assertRight(Path payload, byte[] expected) throws Exception {
        assertThat(payload).hasBinaryContent(expected);
        try (PayloadFile file = PayloadFile.inPlace(payload, expected.length)) {
            assertThat(key.hasSigned(file, Files.readAllBytes(PayloadFiles.signatureOf(payload))))
                    .isTrue();
        }
        assertThat(directory.resolve("payloads/coming")).isEmptyDirectory();
    }

    @Test
    void whatIsRightStaysAsItIs() throws Exception {
        EventVersion version = version(random());
        StoredPayload stored = files.make(version);
        Path payload = files.find(stored.sha256()).orElseThrow();
        Optional<CheckedFiles.Look> before = CheckedFiles.Look.at(payload, PayloadFiles.signatureOf(payload));

        open();
        files.require(stored, () -> version);
        files.require(stored, () -> version);

        assertThat(CheckedFiles.Look.at(payload, PayloadFiles.signatureOf(payload)))
                .isEqualTo(before);
    }

    @Test
    void aPayloadThatLacksNothingButItsSignatureIsNotPackedAgain() throws Exception {
        StoredPayload stored = files.make(version(random()));
        Path payload = files.find(stored.sha256()).orElseThrow();
        byte[] before = Files.readAllBytes(payload);
        Files.delete(PayloadFiles.signatureOf(payload));

        // Would be packed to other bytes, as by another Java.
        EventVersion other = new EventVersion("id", 2, random(), "", SAVED, "me");
        assertRight(files.require(stored, () -> other), before);
    }

    @Test
    void aPayloadThatCannotBeMadeAgainIsNotGiven() throws Exception {
        StoredPayload stored = files.make(version(random()));
        Path payload = files.find(stored.sha256()).orElseThrow();
        Damage.PAYLOAD_TRUNCATED.doTo(payload, PayloadFiles.signatureOf(payload));

        EventVersion other = new EventVersion("id", 2, random(), "", SAVED, "me");
        assertThatThrownBy(() -> files.require(stored, () -> other))
                .isInstanceOf(IOException.class)
                .hasMessageContainingAll("expected sha256 " + stored.sha256(), "another Java may compress otherwise");
    }

    @Test
    void sweepingTakesWhatNobodyHasAndWhatWasBeingMade() throws Exception {
        StoredPayload kept = files.make(version(random()));
        StoredPayload stray = files.make(new EventVersion("id", 2, random(), "", SAVED, "me"));
        Files.createDirectories(directory.resolve("payloads/coming/left/folder"));

        int removed = files.sweep(kept.sha256()::equals);

        assertThat(removed).isEqualTo(3);
        assertThat(files.find(stray.sha256())).isEqualTo(Optional.empty());
        assertThat(files.all()).containsExactly(kept.sha256());
        assertThat(directory.resolve("payloads/coming")).isEmptyDirectory();
    }

    private static EventSpec random() throws Exception {
        return EventDocument.parse(
                new EventName("hello"),
                RandomEvents.next(Seed.announced("PayloadFilesTest").random()));
    }

    private static EventVersion version(EventSpec spec) {
        return new EventVersion("id", 1, spec, "", SAVED, "me");
    }
}
