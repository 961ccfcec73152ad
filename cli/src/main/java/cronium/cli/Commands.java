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
            entry(RunnerRegisterCommand.class, RunnerRegisterCommand::new),
            entry(RunnerRegisteredCommand.class, RunnerRegisteredCommand::new),
            entry(RunnerRetireCommand.class, RunnerRetireCommand::new),
            entry(EventSaveCommand.class, EventSaveCommand::new),
            entry(EventListCommand.class, EventListCommand::new),
            entry(EventShowCommand.class, EventShowCommand::new),
            entry(EventDiffCommand.class, EventDiffCommand::new),
            entry(EventHistoryCommand.class, EventHistoryCommand::new),
            entry(EventRunCommand.class, EventRunCommand::new),
            entry(EventDeleteCommand.class, EventDeleteCommand::new),
            entry(ExecutionListCommand.class, ExecutionListCommand::new),
            entry(ExecutionShowCommand.class, ExecutionShowCommand::new),
            entry(ExecutionFollowCommand.class, ExecutionFollowCommand::new),
            entry(ExecutionOutputCommand.class, ExecutionOutputCommand::new),
            entry(ExecutionCancelCommand.class, ExecutionCancelCommand::new),
            entry(RolloutListCommand.class, RolloutListCommand::new),
            entry(RolloutShowCommand.class, RolloutShowCommand::new),
            entry(RolloutTargetsCommand.class, RolloutTargetsCommand::new),
            entry(RolloutFollowCommand.class, RolloutFollowCommand::new),
            entry(RolloutCancelCommand.class, RolloutCancelCommand::new),
            entry(HostAddCommand.class, HostAddCommand::new),
            entry(HostCheckCommand.class, HostCheckCommand::new),
            entry(HostKeyCommand.class, HostKeyCommand::new),
            entry(HostListCommand.class, HostListCommand::new),
            entry(HostShowCommand.class, HostShowCommand::new),
            entry(HostRemoveCommand.class, HostRemoveCommand::new),
            entry(SecretSetCommand.class, SecretSetCommand::new),
            entry(SecretListCommand.class, SecretListCommand::new),
            entry(SecretDeleteCommand.class, SecretDeleteCommand::new),
            entry(TokenCreateCommand.class, TokenCreateCommand::new),
            entry(TokenListCommand.class, TokenListCommand::new),
            entry(TokenRevokeCommand.class, TokenRevokeCommand::new),
            entry(PayloadPruneCommand.class, PayloadPruneCommand::new),
            entry(AuditCommand.class, AuditCommand::new),
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
