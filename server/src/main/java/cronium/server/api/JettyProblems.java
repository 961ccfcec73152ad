package cronium.server.api;

import java.nio.ByteBuffer;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.http.HttpHeaderValue;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.server.handler.ErrorHandler;
import org.eclipse.jetty.util.Callback;

/** What the HTTP server refuses before any route is looked for, told in the same form as all else. */
final class JettyProblems extends ErrorHandler {
    @Override
    protected void generateResponse(
            Request request, Response response, int code, String message, Throwable cause, Callback callback) {
        // Our own failures are told by the log, not to strangers.
        String found = code >= 500 || message == null ? "something that cannot be answered" : message;
        String detail = "expected a well-formed request, found " + found;
        response.getHeaders().put(HttpHeader.CONTENT_TYPE, Problem.MEDIA_TYPE);
        response.getHeaders().put(HttpHeader.CACHE_CONTROL, "no-store");
        // The connection is not used again after such a request; a caller that is not told loses its next one.
        response.getHeaders().put(HttpHeader.CONNECTION, HttpHeaderValue.CLOSE);
        response.write(true, ByteBuffer.wrap(Problem.ofStatus(code, detail).toBytes()), callback);
    }

    @Override
    public boolean errorPageForMethod(String method) {
        return true;
    }
}
