package cronium.testkit.children;

import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;

/** One misbehaving program, named after what it does. What its arguments mean stands at the top of its script. */
public enum Child {
    IGNORES_SIGNALS("bash"),
    REPORTS_SIGNALS("bash"),
    STOPS_ITS_GROUP("bash"),
    KILLS_ITSELF("bash"),
    DAEMONISES("bash"),
    RESPAWNS("python3"),
    SWARMS("python3"),
    FLOODS("bash"),
    CLOSES_ITS_OUTPUT("bash"),
    PRINTS_ONE_LINE("bash"),
    LEAVES_OUTPUT_OPEN("bash"),
    PRINTS_LATE("bash"),
    LEAVES_TREES("python3"),
    ALLOCATES("python3");

    private final String interpreter;

    Child(String interpreter) {
        this.interpreter = interpreter;
    }

    /** The program that runs it: {@code bash} or {@code python3}. */
    public String interpreter() {
        return interpreter;
    }

    /** The name of its script, such as {@code ignores-signals.sh}. */
    public String fileName() {
        String suffix = interpreter.equals("bash") ? ".sh" : ".py";
        StringBuilder name = new StringBuilder();
        for (char c : name().toCharArray()) {
            name.append(c == '_' ? '-' : Character.toLowerCase(c));
        }
        return name + suffix;
    }

    /** Puts the script into a directory. */
    public Path writeTo(Path directory) throws IOException {
        return Files.write(directory.resolve(fileName()), text());
    }

    /** The script itself. */
    public byte[] text() throws IOException {
        try (InputStream in = Child.class.getResourceAsStream(fileName())) {
            if (in == null) {
                throw new FileNotFoundException("resource " + fileName() + " of " + Child.class.getPackageName());
            }
            return in.readAllBytes();
        }
    }
}
