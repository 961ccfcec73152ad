package cronium.server.domain;

import java.time.Instant;

/**
 * Who changed what.
 *
 * @param number given by the database, ascending
 * @param actor the token's name
 * @param action such as {@code event.saved}
 * @param subject such as the event's name
 * @param detail a JSON object; never has a secret
 */
public record AuditEntry(long number, Instant at, String actor, String action, String subject, String detail) {}
