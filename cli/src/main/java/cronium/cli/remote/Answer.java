package cronium.cli.remote;

/**
 * What the server said to a call that it carried out.
 *
 * @param status of HTTP, 200 to 299
 * @param body as it came; bounded by {@link Server}
 */
@SuppressWarnings("ArrayRecordComponent") // Read once and handed on; equality is nobody's question.
public record Answer(int status, byte[] body) {
    /**
     * The body as an object.
     *
     * @throws ConnectionException if it is none
     */
    public Item item() throws ConnectionException {
        try {
            return Item.of(Json.read(body));
        } catch (Json.NotJsonException e) {
            throw new ConnectionException(
                    "expected JSON of a Cronium server, found " + e.found()
                            + "; is the address (--server) that of one?",
                    e);
        }
    }
}
