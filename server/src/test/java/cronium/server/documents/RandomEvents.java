package cronium.server.documents;

import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import java.util.random.RandomGenerator;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** Events that are valid, with all that may stand in one. */
public final class RandomEvents {
    private static final JsonMapper JSON = new JsonMapper();
    private static final List<String> PIECES = List.of(
            "a", " ", "'", "\"", "\n", "\t", ": ", "# ", "- ", "{", "null", "true", "1e3", "~", "é", "\u0085", "\u2028",
            "😀", "\\", "\u007f", "\ufeff", "%", "@", "*x", "&x", "!t", "|", ">", "\u0001", "\r");

    private RandomEvents() {}

    public static ObjectNode next(RandomGenerator random) {
        ObjectNode event = JSON.createObjectNode();
        event.put("interpreter", List.of("bash", "python", "node").get(random.nextInt(3)));
        event.put("entrypoint", "main");
        event.put("description", text(random));
        ArrayNode files = event.putArray("files");
        files.addObject().put("path", "main").put("text", text(random)).put("executable", random.nextBoolean());
        for (int i = random.nextInt(4); i > 0; i--) {
            byte[] content = new byte[random.nextInt(100)];
            random.nextBytes(content);
            files.addObject()
                    .put("path", "lib " + i + "/ü" + i)
                    .put("content", Base64.getEncoder().encodeToString(content));
        }
        ArrayNode arguments = event.putArray("arguments");
        for (int i = random.nextInt(4); i > 0; i--) {
            arguments.add(text(random));
        }
        ObjectNode environment = event.putObject("environment");
        for (int i = random.nextInt(4); i > 0; i--) {
            environment.put("V" + random.nextInt(10), text(random));
        }
        ObjectNode limits = event.putObject("limits");
        if (random.nextBoolean()) {
            limits.put("timeout", (1 + random.nextInt(100_000)) + "ms")
                    .put("memory", (1 << 20) + random.nextInt(1 << 29));
        }
        if (random.nextBoolean()) {
            limits.put("output", "3MiB")
                    .put("outputExcess", "truncate")
                    .put("processes", "7")
                    .put("grace", "0s");
        }
        ObjectNode sandbox = event.putObject("sandbox");
        if (random.nextBoolean()) {
            sandbox.put("filesystem", "private")
                    .putObject("network")
                    .putArray("tcp-connect")
                    .add(443)
                    .add(80);
            sandbox.putArray("writable").add("/var/lib/" + random.nextInt(9));
        }
        event.putArray("tags").add("t" + random.nextInt(5)).add("a");
        event.putArray("secrets").add("TOKEN").add("KEY" + random.nextInt(3));
        if (random.nextBoolean()) {
            event.put("schedule", "0 3 * * *");
        }
        event.putObject("retries").put("attempts", 1 + random.nextInt(100)).put("delay", random.nextInt(3600) + "s");
        event.put("enabled", random.nextBoolean());
        return event;
    }

    private static String text(RandomGenerator random) {
        StringBuilder text = new StringBuilder();
        for (int i = random.nextInt(8); i > 0; i--) {
            text.append(PIECES.get(random.nextInt(PIECES.size())));
        }
        return new String(text.toString().getBytes(StandardCharsets.UTF_8), StandardCharsets.UTF_8);
    }
}
