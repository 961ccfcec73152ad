package cronium.runner.supervise;

import static org.assertj.core.api.Assertions.assertThat;

import cronium.runner.linux.Signals;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SupervisionTest {
    private static final long START = 1_000_000;
    private static final Duration GRACE = Duration.ofNanos(1_000);
    private static final Duration DELIVERY = Duration.ofSeconds(1);
    private static final Event EXITED = new Event.ScriptEnded(new ScriptEnd.Exited(7));
    private static final Event KILLED = new Event.ScriptEnded(new ScriptEnd.Signalled(Signals.KILL));
    private static final Event OUTPUT_ENDED = new Event.OutputEnded();
    private static final Event TREE_EMPTY = new Event.TreeEmpty();
    private static final Event LOST = new Event.OutputLost(new Outcome.OutputLost("full"));
    private static final Event DEADLINE = new Event.DeadlinePassed();
    private static final Event STOP = new Event.StopRequested(Signals.INT);

    private static final Action FINISH = new Action.Finish();
    private static final Action CUT = new Action.CutOutput();
    private static final List<Action> TERMINATE_TREE =
            List.of(new Action.SignalTree(Signals.TERM), new Action.SignalTree(Signals.CONT));
    private static final List<Action> KILL =
            List.of(new Action.SignalGroup(Signals.KILL), new Action.SignalTree(Signals.KILL));

    private Supervision supervision = new Supervision(Optional.empty(), GRACE, DELIVERY, START);
    private long now = START;

    @Test
    void aScriptThatJustEndsIsOverWhenItsOutputAndItsTreeHave() {
        assertThat(supervision.deadline()).isEmpty();
        assertThat(on(EXITED)).isEmpty();
        assertThat(on(OUTPUT_ENDED)).isEqualTo(TERMINATE_TREE);
        assertThat(on(TREE_EMPTY)).containsExactly(FINISH);
        assertThat(supervision.outcome()).contains(new Outcome.Exited(7));
        assertThat(supervision.isOver()).isTrue();
        assertThat(supervision.deadline()).isEmpty();
    }

    @Test
    void outputThatCannotBeKeptStopsTheScriptAndIsTheOutcome() {
        assertThat(on(LOST))
                .containsExactly(new Action.SignalGroup(Signals.TERM), new Action.SignalGroup(Signals.CONT));
        assertThat(supervision.deadline()).hasValue(START + 1_000);
        on(EXITED);
        on(OUTPUT_ENDED);
        assertThat(on(TREE_EMPTY)).containsExactly(FINISH);
        assertThat(supervision.outcome()).contains(new Outcome.OutputLost("full"));
    }

    @Test
    void outputThatIsLostAfterTheScriptHasEndedIsTheOutcomeToo() {
        on(EXITED);
        on(TREE_EMPTY);
        assertThat(on(LOST)).isEmpty();
        assertThat(on(OUTPUT_ENDED)).containsExactly(FINISH);
        assertThat(supervision.outcome()).contains(new Outcome.OutputLost("full"));
    }

    @Test
    void whatWasStoppedBeforeItsOutputWasLostKeepsItsOutcome() {
        on(STOP);
        assertThat(on(LOST)).isEmpty();
        assertThat(supervision.outcome()).contains(new Outcome.Cancelled(Signals.INT));
    }

    @Test
    void whatIsLeftOfATreeWithoutOutputIsToldToEndAtOnce() {
        assertThat(on(OUTPUT_ENDED)).isEmpty();
        assertThat(on(EXITED)).isEqualTo(TERMINATE_TREE);
        assertThat(supervision.deadline()).hasValue(START + 1_000);
    }

    @Test
    void leftoversWithOutputHaveHalfTheGraceToCloseItThenAreToldToEndThenKilled() {
        on(EXITED);
        assertThat(supervision.deadline()).hasValue(START + 500);
        assertThat(at(START + 500, DEADLINE)).isEqualTo(TERMINATE_TREE);
        assertThat(supervision.deadline()).hasValue(START + 1_000);
        assertThat(at(START + 1_000, DEADLINE)).isEqualTo(KILL);
    }

    @Test
    void outputThatEndsByItselfWhileLingeringIsNotWaitedForLonger() {
        on(EXITED);
        assertThat(at(START + 100, OUTPUT_ENDED)).isEqualTo(TERMINATE_TREE);
        assertThat(supervision.deadline()).hasValue(START + 1_000);
    }

    @Test
    void aStopRequestPassesItsSignalOnAndWakesAStoppedScript() {
        assertThat(on(STOP)).containsExactly(new Action.SignalGroup(Signals.INT), new Action.SignalGroup(Signals.CONT));
        assertThat(supervision.deadline()).hasValue(START + 1_000);
        assertThat(supervision.outcome()).contains(new Outcome.Cancelled(Signals.INT));
    }

    @Test
    void theTimeLimitSendsSigtermAndIsTheOutcomeWhateverTheScriptThenDoes() {
        supervision = new Supervision(Optional.of(Duration.ofNanos(50)), GRACE, DELIVERY, START);
        assertThat(supervision.deadline()).hasValue(START + 50);
        assertThat(at(START + 50, DEADLINE))
                .containsExactly(new Action.SignalGroup(Signals.TERM), new Action.SignalGroup(Signals.CONT));
        on(EXITED);
        on(OUTPUT_ENDED);
        assertThat(on(TREE_EMPTY)).containsExactly(FINISH);
        assertThat(supervision.outcome()).contains(new Outcome.TimedOut(Duration.ofNanos(50)));
        assertThat(supervision.scriptEnd()).contains(new ScriptEnd.Exited(7));
    }

    @Test
    void theTimeLimitDoesNotReachAScriptThatHasEnded() {
        supervision = new Supervision(Optional.of(Duration.ofNanos(50)), GRACE, DELIVERY, START);
        at(START + 49, EXITED);
        assertThat(at(START + 549, DEADLINE)).isEqualTo(TERMINATE_TREE);
        assertThat(supervision.outcome()).contains(new Outcome.Exited(7));
    }

    @Test
    void aScriptThatEndsWhileBeingStoppedTakesItsTreeAlongWithinTheSameGrace() {
        on(STOP);
        assertThat(at(START + 300, KILLED)).isEqualTo(TERMINATE_TREE);
        assertThat(supervision.deadline()).hasValue(START + 1_000);
        assertThat(at(START + 1_000, DEADLINE)).isEqualTo(KILL);
        assertThat(supervision.outcome()).contains(new Outcome.Cancelled(Signals.INT));
    }

    @Test
    void aScriptThatOutlivesTheGraceIsKilled() {
        on(STOP);
        assertThat(at(START + 1_000, DEADLINE)).isEqualTo(KILL);
    }

    @Test
    void aSecondRequestKillsAtOnceAndTheFirstStaysTheCause() {
        on(STOP);
        assertThat(at(START + 1, new Event.StopRequested(Signals.TERM))).isEqualTo(KILL);
        assertThat(at(START + 2, new Event.StopRequested(Signals.TERM))).isEmpty();
        assertThat(supervision.outcome()).contains(new Outcome.Cancelled(Signals.INT));
    }

    @Test
    void aRequestAfterTheScriptsEndKillsWhatItLeft() {
        on(EXITED);
        assertThat(on(STOP)).isEqualTo(KILL);
        assertThat(supervision.outcome()).contains(new Outcome.Exited(7));
    }

    @Test
    void aRequestWhileLeftoversAreToldToEndKillsThem() {
        on(EXITED);
        on(OUTPUT_ENDED);
        assertThat(on(STOP)).isEqualTo(KILL);
    }

    @Test
    void withoutGraceAStopKillsAtTheNextTurn() {
        supervision = new Supervision(Optional.empty(), Duration.ZERO, DELIVERY, START);
        on(STOP);
        assertThat(supervision.deadline()).hasValue(START);
        assertThat(on(DEADLINE)).isEqualTo(KILL);
    }

    @Test
    void withoutGraceLeftoversAreToldToEndAndKilledInTwoTurns() {
        supervision = new Supervision(Optional.empty(), Duration.ZERO, DELIVERY, START);
        on(EXITED);
        assertThat(on(DEADLINE)).isEqualTo(TERMINATE_TREE);
        assertThat(on(DEADLINE)).isEqualTo(KILL);
    }

    @Test
    void killingIsRepeatedEverLessOftenAndGivenUpAfterItsPatience() {
        on(STOP);
        at(START + 1_000, DEADLINE);
        long givenUp = now + Supervision.KILL_PATIENCE.toNanos();
        List<Long> pauses = new ArrayList<>();
        List<Action> actions = KILL;
        while (actions.equals(KILL)) {
            pauses.add(supervision.deadline().orElseThrow() - now);
            actions = at(supervision.deadline().orElseThrow(), DEADLINE);
        }
        assertThat(actions).containsExactly(FINISH);
        assertThat(now).isEqualTo(givenUp);
        assertThat(pauses.subList(0, pauses.size() - 1)).isSorted();
        assertThat(pauses).hasSizeBetween(8, 20);
        assertThat(supervision.scriptEnd()).isEmpty();
        assertThat(supervision.treeEmpty()).isFalse();
        assertThat(supervision.outcome()).contains(new Outcome.Cancelled(Signals.INT));
    }

    @Test
    void outputThatIsStillOpenWhenNobodyLivesIsCut() {
        on(EXITED);
        assertThat(on(TREE_EMPTY)).containsExactly(CUT);
        assertThat(supervision.deadline()).isEmpty();
        assertThat(at(START + 1_000_000_000_000L, OUTPUT_ENDED)).containsExactly(FINISH);
        assertThat(supervision.outputEnded()).isTrue();
    }

    @Test
    void aStoppedScriptsSlowReaderIsWaitedForNotLongerThanTheLeastDelivery() {
        on(STOP);
        on(KILLED);
        assertThat(on(TREE_EMPTY)).containsExactly(CUT);
        long least = DELIVERY.toNanos();
        assertThat(supervision.deadline()).hasValue(START + least);
        assertThat(at(START + least, DEADLINE)).containsExactly(FINISH);
        assertThat(supervision.outputEnded()).isFalse();
        assertThat(supervision.treeEmpty()).isTrue();
    }

    @Test
    void aStoppedScriptsSlowReaderIsWaitedForOneGraceIfThatIsLonger() {
        supervision = new Supervision(Optional.empty(), Duration.ofSeconds(5), DELIVERY, START);
        on(STOP);
        on(KILLED);
        at(START + 10, TREE_EMPTY);
        assertThat(supervision.deadline()).hasValue(START + 10 + 5_000_000_000L);
    }

    @Test
    void aRequestWhileASlowReaderIsWaitedForEndsTheWaitAfterTheLeastDelivery() {
        on(EXITED);
        on(TREE_EMPTY);
        long least = START + DELIVERY.toNanos();
        assertThat(at(least, STOP)).containsExactly(FINISH);
        assertThat(supervision.outcome()).contains(new Outcome.Exited(7));
    }

    @Test
    void aRequestBeforeTheLeastDeliveryIsOverLosesNoOutput() {
        on(EXITED);
        on(TREE_EMPTY);
        long least = START + DELIVERY.toNanos();
        assertThat(at(least - 1, STOP)).isEmpty();
        assertThat(supervision.deadline()).hasValue(least);
        assertThat(at(least - 1, OUTPUT_ENDED)).containsExactly(FINISH);
        assertThat(supervision.outputEnded()).isTrue();
    }

    @Test
    void aTreeThatIsEmptyWhileKillingEndsTheKilling() {
        on(STOP);
        on(STOP);
        on(KILLED);
        on(OUTPUT_ENDED);
        assertThat(on(TREE_EMPTY)).containsExactly(FINISH);
    }

    @Test
    void theEmptyTreeAloneIsNoEndWithoutTheScripts() {
        on(OUTPUT_ENDED);
        assertThat(on(TREE_EMPTY)).isEmpty();
        assertThat(supervision.isOver()).isFalse();
    }

    /** Whatever comes afterwards, and however often, changes nothing. */
    @ParameterizedTest
    @ValueSource(ints = {0, 1, 2, 3, 4})
    void afterTheEndNothingHappens(int which) {
        on(EXITED);
        on(OUTPUT_ENDED);
        on(TREE_EMPTY);
        Event late = List.of(EXITED, OUTPUT_ENDED, TREE_EMPTY, STOP, DEADLINE).get(which);
        assertThat(on(late)).isEmpty();
        assertThat(supervision.deadline()).isEqualTo(OptionalLong.empty());
        assertThat(supervision.outcome()).contains(new Outcome.Exited(7));
    }

    private List<Action> on(Event event) {
        return supervision.on(event, now);
    }

    private List<Action> at(long instant, Event event) {
        now = instant;
        return on(event);
    }
}
