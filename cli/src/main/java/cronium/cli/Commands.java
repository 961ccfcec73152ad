package cronium.cli;

import java.util.Map;
import java.util.function.Function;
import picocli.CommandLine;
import picocli.CommandLine.IFactory;

/** Makes the commands and hands each its surroundings. */
final class Commands implements IFactory {
    private static final Map<Class<?>, Function<Surroundings, ?>> MAKERS = Map.of(
            RunCommand.class, RunCommand::new,
            PackCommand.class, PackCommand::new,
            SignCommand.class, SignCommand::new,
            DiffCommand.class, DiffCommand::new,
            KeyGenerateCommand.class, KeyGenerateCommand::new,
            KeyPublicCommand.class, KeyPublicCommand::new,
            KeyListCommand.class, KeyListCommand::new,
            RunnerCommands.Verify.class, RunnerCommands.Verify::new,
            RunnerCommands.Inspect.class, RunnerCommands.Inspect::new);

    private final Surroundings surroundings;

    Commands(Surroundings surroundings) {
        this.surroundings = surroundings;
    }

    @Override
    public <K> K create(Class<K> type) throws Exception {
        Function<Surroundings, ?> maker = MAKERS.get(type);
        return maker != null
                ? type.cast(maker.apply(surroundings))
                : CommandLine.defaultFactory().create(type);
    }
}
