package cronium.protocol;

import static org.assertj.core.api.Assertions.assertThat;

import cronium.testkit.Seed;
import java.util.ArrayList;
import java.util.List;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.Test;

class RandomMessagesTest {
    private static final int ROUNDS = 2_000;

    private final RandomGenerator random =
            Seed.announced(RandomMessagesTest.class.getSimpleName()).random();

    @Test
    void whatIsWrittenIsReadInWhateverPieces() throws ProtocolException {
        RandomMessages messages = new RandomMessages(random);
        for (int round = 0; round < ROUNDS / 20; round++) {
            List<ClientMessage> said = new ArrayList<>(List.of(Samples.CLIENT_HELLO));
            for (int i = 0; i < 20; i++) {
                said.add(messages.ofClient());
            }
            MessageDecoder<ClientMessage> decoder = MessageDecoder.ofClient();
            byte[] bytes = Wire.join(
                    Protocol.marker(),
                    Wire.join(said.stream().map(MessageEncoder::encode).toArray(byte[][]::new)));
            List<ClientMessage> heard = new ArrayList<>();
            for (int at = 0; at < bytes.length; ) {
                int length = Math.min(bytes.length - at, 1 + random.nextInt(300));
                decoder.add(bytes, at, length);
                heard.addAll(Wire.drain(decoder));
                at += length;
            }
            assertThat(heard).isEqualTo(said);
        }
    }

    @Test
    void garbageIsRefusedAndNothingElseHappens() {
        for (int round = 0; round < ROUNDS; round++) {
            byte[] garbage = new byte[random.nextInt(200)];
            random.nextBytes(garbage);
            Reading.read(Wire.join(Protocol.marker(), garbage));
            Reading.read(garbage);
        }
    }

    @Test
    void mutatedFramesAreReadOrRefused() {
        List<Message> samples = Samples.all();
        for (int round = 0; round < ROUNDS; round++) {
            byte[] bytes = Wire.opened(samples.get(random.nextInt(samples.size())));
            for (int i = random.nextInt(4); i >= 0; i--) {
                bytes[random.nextInt(bytes.length)] = (byte) random.nextInt(256);
            }
            Reading.read(bytes);
        }
    }
}
