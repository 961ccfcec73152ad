package cronium.cli.event;

import static org.assertj.core.api.Assertions.assertThat;

import cronium.cli.remote.Item;
import cronium.cli.remote.Json;
import cronium.testkit.Seed;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.Test;

/** What differs between two versions. */
class VersionDiffTest {
    @Test
    void documentsAndTextsAreComparedLineByLineAndTheRestAsAWhole() throws Json.NotJsonException {
        Item before = version(
                1,
                "'enabled':true,'files':[{'path':'a.sh','executable':false,'text':'one\\ntwo\\n'},"
                        + "{'path':'b','content':'AA=='},{'path':'gone','text':'x'}]");
        Item after = version(
                2,
                "'enabled':false,'files':[{'path':'a.sh','executable':true,'text':'one\\n\\u001b2\\n'},"
                        + "{'path':'b','content':'AB=='}]");

        assertThat(VersionDiff.of(before, after))
                .containsExactly(
                        "--- version-1/event.yaml",
                        "+++ version-2/event.yaml",
                        "@@ -1 +1 @@",
                        "-enabled: true",
                        "+enabled: false",
                        "a.sh: executable now",
                        "--- version-1/a.sh",
                        "+++ version-2/a.sh",
                        "@@ -1,2 +1,2 @@",
                        " one",
                        "-two",
                        "+\\u{1b}2",
                        "b: binary -> binary",
                        "--- version-1/gone",
                        "+++ version-2/gone",
                        "@@ -1 +0,0 @@",
                        "-x");
        assertThat(VersionDiff.of(before, before)).isEmpty();
    }

    @Test
    void aPatchOfTheLinesMakesTheNewTextOfTheOldOne() {
        RandomGenerator random = Seed.announced("VersionDiffTest").random();
        for (int i = 0; i < 2_000; i++) {
            List<String> before = lines(random);
            List<String> after = random.nextInt(4) == 0 ? lines(random) : changed(before, random);
            List<String> difference = LineDiff.of(before, after);
            assertThat(patched(before, difference)).as("%s", difference).isEqualTo(after);
            assertThat(difference.isEmpty()).isEqualTo(before.equals(after));
        }
    }

    private static List<String> lines(RandomGenerator random) {
        List<String> lines = new ArrayList<>();
        for (int i = random.nextInt(30); i > 0; i--) {
            lines.add("line " + random.nextInt(8));
        }
        return lines;
    }

    private static List<String> changed(List<String> lines, RandomGenerator random) {
        List<String> changed = new ArrayList<>(lines);
        for (int i = random.nextInt(3); i > 0; i--) {
            int at = random.nextInt(changed.size() + 1);
            if (at < changed.size() && random.nextBoolean()) {
                changed.remove(at);
            } else {
                changed.add(at, "new " + i);
            }
        }
        return changed;
    }

    /** As patch(1) reads hunks. */
    private static List<String> patched(List<String> before, List<String> hunks) {
        List<String> after = new ArrayList<>();
        int at = 0;
        for (String line : hunks) {
            if (line.startsWith("@@")) {
                String[] range = line.split("[ ,]", -1)[1].substring(1).split(",", -1);
                boolean empty = line.split(" ", -1)[1].endsWith(",0");
                int start = Integer.parseInt(range[0]) - (empty ? 0 : 1);
                after.addAll(before.subList(at, start));
                at = start;
            } else if (line.startsWith("+")) {
                after.add(line.substring(1));
            } else {
                assertThat(line.substring(1)).isEqualTo(before.get(at));
                at++;
                if (line.startsWith(" ")) {
                    after.add(line.substring(1));
                }
            }
        }
        after.addAll(before.subList(at, before.size()));
        return after;
    }

    private static Item version(int number, String spec) throws Json.NotJsonException {
        String json = "{'event':'e','version':" + number + ",'spec':{" + spec + "}}";
        return Item.of(Json.read(json.replace('\'', '"').getBytes(StandardCharsets.UTF_8)));
    }
}
