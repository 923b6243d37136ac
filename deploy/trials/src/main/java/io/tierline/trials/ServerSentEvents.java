package io.tierline.trials;

/** Reads server-sent events from the lines of one stream. */
public final class ServerSentEvents {
    private String id;
    private String name;
    private final StringBuilder data = new StringBuilder();

    /** An event; the id and the name are null if it has none of its own. */
    public record Event(String id, String name, String data) {}

    /** The event that ends with this line, the next one of the stream; null if none ends here. */
    public Event read(String line) {
        String value = line.substring(line.indexOf(':') + 1).stripLeading();
        if (line.startsWith("id:")) {
            id = value;
        } else if (line.startsWith("event:")) {
            name = value;
        } else if (line.startsWith("data:")) {
            data.append(value);
        } else if (line.isEmpty() && data.length() > 0) {
            Event event = new Event(id, name, data.toString());
            id = null;
            name = null;
            data.setLength(0);
            return event;
        }
        return null;
    }
}
