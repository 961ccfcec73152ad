package cronium.cli;

import cronium.payload.archive.PackObserver;
import java.util.List;

/** Several observers as one. */
record Observers(List<PackObserver> all) implements PackObserver {
    Observers {
        all = List.copyOf(all);
    }

    @Override
    public void begun(long totalBytes) {
        all.forEach(observer -> observer.begun(totalBytes));
    }

    @Override
    public void file(String path) {
        all.forEach(observer -> observer.file(path));
    }

    @Override
    public void content(byte[] bytes, int length) {
        all.forEach(observer -> observer.content(bytes, length));
    }
}
