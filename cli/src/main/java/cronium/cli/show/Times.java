package cronium.cli.show;

import cronium.cli.remote.Item;
import cronium.payload.manifest.JsonValue;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.format.DateTimeParseException;
import java.util.Map;

/** Times as people read them. Without a formatter, which takes a cold JVM longer than all else that a command does. */
public record Times(ZoneId zone) {

    /** {@code 2026-01-31 18:00:05} in the zone; what is no time stays as it is. */
    public String local(String instant) {
        try {
            LocalDateTime time = LocalDateTime.ofInstant(Instant.parse(instant), zone);
            return padded(time.getYear(), 4)
                    + "-" + padded(time.getMonthValue(), 2)
                    + "-" + padded(time.getDayOfMonth(), 2)
                    + " " + padded(time.getHour(), 2)
                    + ":" + padded(time.getMinute(), 2)
                    + ":" + padded(time.getSecond(), 2);
        } catch (DateTimeParseException e) {
            return instant;
        }
    }

    /** A thing with its times, whose keys end in {@code At}, as they are read here. */
    public Item inZone(Item thing) {
        Item shown = Item.EMPTY;
        for (Map.Entry<String, JsonValue> field : thing.json().values().entrySet()) {
            String key = field.getKey();
            shown = key.endsWith("At")
                    ? shown.withText(key, local(thing.text(key).orElse("")))
                    : shown.with(key, field.getValue());
        }
        return shown;
    }

    /** A column of a time. */
    public Column column(String title, String key) {
        return new Column(title, item -> item.text(key).map(this::local).orElse(""));
    }

    private static String padded(int number, int digits) {
        String text = Integer.toString(number);
        return "0".repeat(Math.max(0, digits - text.length())) + text;
    }
}
