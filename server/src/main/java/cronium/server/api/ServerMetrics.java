package cronium.server.api;

import cronium.server.domain.Outcome;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.Timer;
import io.micrometer.core.instrument.binder.jvm.JvmMemoryMetrics;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;

/** Figures for Prometheus: requests, executions that ended here, the queue, memory. Thread-safe. */
public final class ServerMetrics implements AutoCloseable {
    /** As Prometheus is to be answered. */
    static final String MEDIA_TYPE = "text/plain; version=0.0.4; charset=utf-8";

    private final PrometheusMeterRegistry registry = new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);

    /** @param queueLength how many executions are queued; asked for when the figures are */
    public ServerMetrics(Supplier<Number> queueLength) {
        Gauge.builder("cronium.executions.queued", queueLength)
                .description("Executions that wait to be claimed, of all nodes")
                .register(registry);
        for (Outcome outcome : Outcome.values()) {
            ended(outcome);
        }
        new JvmMemoryMetrics().bindTo(registry);
    }

    private Counter ended(Outcome outcome) {
        return Counter.builder("cronium.executions.ended")
                .description("Executions that ended on this node, since it started")
                .tag("outcome", outcome.text())
                .register(registry);
    }

    /** Notes the end of an execution. */
    public void executionEnded(Outcome outcome) {
        ended(outcome).increment();
    }

    void answered(Route route, int status, long nanos) {
        Timer.builder("cronium.http.requests")
                .description("Requests by route and status, with the time until their answer was written")
                .tag("method", route.method())
                .tag("route", route.path())
                .tag("status", String.valueOf(status))
                .register(registry)
                .record(nanos, TimeUnit.NANOSECONDS);
    }

    /** All figures in the text format. */
    String scrape() {
        return registry.scrape();
    }

    @Override
    public void close() {
        registry.close();
    }
}
