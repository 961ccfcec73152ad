package cronium.protocol;

import cronium.testkit.documents.Document;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;

/** Fuzz target: what one side hears, taken as the bytes of a client and as those of a runner. */
public final class MessagesFuzz {
    /** The longest input worth trying; longer ones find the same ways. */
    static final int MAX_BYTES = 1 << 10;

    private MessagesFuzz() {}

    /** The inputs that got further than others when they were found, in one zip. */
    static Path corpus() {
        return Document.root().resolve("protocol/src/test/corpus/MessagesFuzz.zip");
    }

    /** The kept inputs by their names. */
    static SortedMap<String, byte[]> kept() throws IOException {
        SortedMap<String, byte[]> inputs = new TreeMap<>();
        try (InputStream in = Files.newInputStream(corpus());
                ZipInputStream zip = new ZipInputStream(in)) {
            for (ZipEntry entry = zip.getNextEntry(); entry != null; entry = zip.getNextEntry()) {
                inputs.put(entry.getName(), zip.readNBytes(MAX_BYTES + 1));
            }
        }
        return inputs;
    }

    /** One sound connection for each type of frame: its golden frame after the marker and a hello. */
    static List<byte[]> seeds() {
        return Samples.all().stream().map(Wire::opened).toList();
    }

    /** One side of one connection. */
    public static void fuzzerTestOneInput(byte[] input) {
        Reading.read(input);
        same(heard(MessageDecoder.ofClient(), input, input.length), heard(MessageDecoder.ofClient(), input, 1));
        same(heard(MessageDecoder.ofRunner(), input, input.length), heard(MessageDecoder.ofRunner(), input, 7));
    }

    /** The messages, and last the fault if there is one. */
    private static <M extends Message> List<Object> heard(MessageDecoder<M> decoder, byte[] input, int piece) {
        List<Object> heard = new ArrayList<>();
        try {
            for (int at = 0; at < input.length; at += piece) {
                byte[] next = Arrays.copyOfRange(input, at, Math.min(input.length, at + piece));
                decoder.add(next);
                for (var message = decoder.next(); message.isPresent(); message = decoder.next()) {
                    heard.add(message.get());
                }
            }
        } catch (ProtocolException refused) {
            heard.add(refused.fault());
        }
        return heard;
    }

    private static void same(List<Object> whole, List<Object> inPieces) {
        if (!whole.equals(inPieces)) {
            throw new AssertionError("expected " + whole + " also in pieces, found " + inPieces);
        }
    }
}
