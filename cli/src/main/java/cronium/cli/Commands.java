package cronium.cli;

import java.util.Map;
import java.util.function.Function;
import picocli.CommandLine;
import picocli.CommandLine.IFactory;

/** Makes the commands and hands each its surroundings. */
final class Commands implements IFactory {
    private static final Map<Class<?>, Function<Surroundings, ?>> MAKERS = Map.ofEntries(
            entry(RunCommand.class, RunCommand::new),
            entry(PackCommand.class, PackCommand::new),
            entry(SignCommand.class, SignCommand::new),
            entry(GrantCommand.class, GrantCommand::new),
            entry(DiffCommand.class, DiffCommand::new),
            entry(KeyGenerateCommand.class, KeyGenerateCommand::new),
            entry(KeyPublicCommand.class, KeyPublicCommand::new),
            entry(KeyListCommand.class, KeyListCommand::new),
            entry(VersionCommand.class, VersionCommand::new),
            entry(RunnerListCommand.class, RunnerListCommand::new),
            entry(RunnerVerifyCommand.class, RunnerVerifyCommand::new),
            entry(RunnerPruneCommand.class, RunnerPruneCommand::new),
            entry(RunnerCommands.Verify.class, RunnerCommands.Verify::new),
            entry(RunnerCommands.Inspect.class, RunnerCommands.Inspect::new));

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

    private static Map.Entry<Class<?>, Function<Surroundings, ?>> entry(
            Class<?> type, Function<Surroundings, ?> maker) {
        return Map.entry(type, maker);
    }
}
