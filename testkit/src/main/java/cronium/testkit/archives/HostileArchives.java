package cronium.testkit.archives;

import java.util.ArrayList;
import java.util.List;

/** The corpus of hostile archives, each with one defect in an otherwise sound archive, each named after it. */
public final class HostileArchives {
    private HostileArchives() {}

    /** All of them. */
    public static List<HostileArchive> all() {
        List<HostileArchive> all = new ArrayList<>();
        all.addAll(HostileNames.all());
        all.addAll(HostileLinks.all());
        all.addAll(HostileTypes.all());
        all.addAll(HostileHeaders.all());
        all.addAll(HostileGzip.all());
        return List.copyOf(all);
    }

    static HostileArchive hostile(String defect, String code, TarBytes tar) {
        return new HostileArchive(defect, "archive." + code, tar::gzip);
    }
}
