package cronium.runner;

import cronium.payload.manifest.Limits;
import cronium.runner.contain.TreeLayer;
import cronium.runner.supervise.Bounds;
import java.util.ArrayList;
import java.util.List;

/** The words for what really bounded an execution, as they stand in its result. */
final class Enforced {
    private Enforced() {}

    static List<String> words(Bounds bounds, TreeLayer layer) {
        List<String> words = new ArrayList<>(List.of("session", "subreaper", "no-new-privileges", layer.word()));
        words.addAll(bounds.containment().enforced());
        Limits limits = bounds.limits();
        limits.timeout().ifPresent(_ -> words.add("timeout"));
        limits.cpu().ifPresent(_ -> words.add("cpu"));
        limits.memory().ifPresent(_ -> words.add("memory"));
        limits.processes().ifPresent(_ -> words.add("processes"));
        limits.openFiles().ifPresent(_ -> words.add("open-files"));
        limits.fileSize().ifPresent(_ -> words.add("file-size"));
        limits.output().ifPresent(_ -> words.add("output"));
        limits.disk().ifPresent(_ -> words.add("disk"));
        return words;
    }
}
