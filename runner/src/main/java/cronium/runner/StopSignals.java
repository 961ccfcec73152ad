package cronium.runner;

import cronium.runner.linux.Signals;
import cronium.runner.supervise.StopRequests;
import sun.misc.Signal;

/** SIGINT, SIGTERM and SIGHUP to this process become stop requests. A signal that was ignored at the start (nohup) stays so. */
final class StopSignals {
    private StopSignals() {}

    static void forwardTo(StopRequests stopRequests) {
        for (int signal : new int[] {Signals.INT, Signals.TERM, Signals.HUP}) {
            Signal.handle(
                    new Signal(Signals.name(signal).substring("SIG".length())),
                    received -> stopRequests.request(received.getNumber()));
        }
    }
}
