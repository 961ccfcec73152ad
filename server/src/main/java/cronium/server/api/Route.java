package cronium.server.api;

import java.util.List;

/**
 * One operation of the API.
 *
 * @param method in capitals
 * @param path with {@code {parameters}}, as the OpenAPI document has it
 * @param access who may call it
 * @param query the names of its query parameters
 * @param body whether it takes one, and how large
 * @param produces the media type of its success
 */
record Route(String method, String path, Access access, List<String> query, Body body, String produces, Action action) {
    Route {
        query = List.copyOf(query);
    }

    /** What is done when everything around it was in order. */
    @FunctionalInterface
    interface Action {
        void handle(Call call) throws Exception;
    }

    /** Which body a route takes. */
    enum Body {
        NONE(0),
        /** May be left out. */
        OPTIONAL(64 << 10),
        SMALL(64 << 10),
        /** Names of many hosts. */
        LIST(4 << 20),
        EVENT(16 << 20),
        /** Bytes as they are, read as they come. */
        FILE(64 << 20);

        private final int limit;

        Body(int limit) {
            this.limit = limit;
        }

        /** Bytes. */
        int limit() {
            return limit;
        }
    }

    static Route get(String path, Access access, Action action) {
        return new Route("GET", path, access, List.of(), Body.NONE, Call.JSON, action);
    }

    static Route put(String path, Access access, Body body, Action action) {
        return new Route("PUT", path, access, List.of(), body, Call.JSON, action);
    }

    static Route post(String path, Access access, Body body, Action action) {
        return new Route("POST", path, access, List.of(), body, Call.JSON, action);
    }

    static Route delete(String path, Access access, Action action) {
        return new Route("DELETE", path, access, List.of(), Body.NONE, Call.JSON, action);
    }

    Route query(String... names) {
        return new Route(method, path, access, List.of(names), body, produces, action);
    }

    Route produces(String mediaType) {
        return new Route(method, path, access, query, body, mediaType, action);
    }
}
