package cronium.e2e;

import java.io.IOException;
import java.io.UncheckedIOException;
import org.junit.jupiter.api.extension.AfterEachCallback;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ExtensionContext.Namespace;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.ParameterResolver;

/** Gives each test a {@link Host} of its own, and ends the test by asserting that nothing is left on it. */
final class HostExtension implements ParameterResolver, AfterEachCallback {
    private static final Namespace NAMESPACE = Namespace.create(HostExtension.class);

    @Override
    public boolean supportsParameter(ParameterContext parameter, ExtensionContext context) {
        return parameter.getParameter().getType() == Host.class;
    }

    @Override
    public Host resolveParameter(ParameterContext parameter, ExtensionContext context) {
        return context.getStore(NAMESPACE).computeIfAbsent(Host.class, _ -> create(), Host.class);
    }

    private static Host create() {
        try {
            return Host.create();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void afterEach(ExtensionContext context) throws IOException, InterruptedException {
        Host host = context.getStore(NAMESPACE).remove(Host.class, Host.class);
        if (host == null) {
            return;
        }
        try {
            if (context.getExecutionException().isPresent()) {
                host.endProcesses();
            } else {
                host.assertNothingLeft();
            }
        } finally {
            host.endProcesses();
            Folders.remove(host.directory());
        }
    }
}
