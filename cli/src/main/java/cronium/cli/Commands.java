package cronium.cli;

import picocli.CommandLine;
import picocli.CommandLine.IFactory;

/** Makes the commands and hands each its surroundings. */
final class Commands implements IFactory {
    private final Surroundings surroundings;

    Commands(Surroundings surroundings) {
        this.surroundings = surroundings;
    }

    @Override
    public <K> K create(Class<K> type) throws Exception {
        if (type == RunCommand.class) {
            return type.cast(new RunCommand(surroundings));
        }
        if (type == PackCommand.class) {
            return type.cast(new PackCommand(surroundings));
        }
        return CommandLine.defaultFactory().create(type);
    }
}
