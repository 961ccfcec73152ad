package cronium.payload.archive;

import java.util.Arrays;
import java.util.Optional;
import java.util.OptionalLong;

/** The headers that came before an entry and speak of it: GNU {@code L} and {@code K}, PAX {@code x}. */
final class PendingHeaders {
    private Optional<byte[]> longName = Optional.empty();
    private Optional<byte[]> longLink = Optional.empty();
    private Optional<PaxRecords> pax = Optional.empty();

    void longName(byte[] content) throws ArchiveException {
        refuseSecond(longName.isPresent(), "GNU long name");
        longName = Optional.of(withoutNul(content));
    }

    void longLink(byte[] content) throws ArchiveException {
        refuseSecond(longLink.isPresent(), "GNU long link");
        longLink = Optional.of(withoutNul(content));
    }

    void pax(PaxRecords records) throws ArchiveException {
        refuseSecond(pax.isPresent(), "PAX header");
        pax = Optional.of(records);
    }

    boolean isEmpty() {
        return longName.isEmpty() && longLink.isEmpty() && pax.isEmpty();
    }

    RawEntry applyTo(TarHeader header) throws ArchiveException {
        byte[] name;
        byte[] link;
        long size;
        if (isEmpty()) {
            name = header.name();
            link = header.link();
            size = header.size();
        } else {
            Optional<byte[]> paxPath = pax.flatMap(PaxRecords::path);
            Optional<byte[]> paxLink = pax.flatMap(PaxRecords::link);
            OptionalLong paxSize = pax.isPresent() ? pax.get().size() : OptionalLong.empty();
            refuseSecond(paxPath.isPresent() && longName.isPresent(), "name");
            refuseSecond(paxLink.isPresent() && longLink.isPresent(), "link target");
            Optional<byte[]> givenName = paxPath.or(() -> longName);
            Optional<byte[]> givenLink = paxLink.or(() -> longLink);
            name = givenName.isPresent() ? givenName.get() : header.name();
            link = givenLink.isPresent() ? givenLink.get() : header.link();
            size = paxSize.isPresent() ? paxSize.getAsLong() : header.size();
        }
        return new RawEntry(header.type(), name, link, header.mode(), size);
    }

    /** Which of two names counts differs between readers, so there must not be two. */
    private static void refuseSecond(boolean second, String what) throws ArchiveException {
        if (second) {
            throw ArchiveException.of(ArchiveFault.REPEATED_HEADER, "one " + what + " for an entry", "a second one");
        }
    }

    /** GNU tar ends long names with a NUL that counts in their size. */
    private static byte[] withoutNul(byte[] content) {
        boolean ended = content.length > 0 && content[content.length - 1] == 0;
        return ended ? Arrays.copyOf(content, content.length - 1) : content;
    }
}
