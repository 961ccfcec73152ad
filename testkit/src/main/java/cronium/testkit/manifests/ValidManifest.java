package cronium.testkit.manifests;

/** The shortest manifest that is accepted, and a full one, for tests to build on or to break. */
public final class ValidManifest {
    /** Three lines: version, interpreter, entrypoint. What is appended begins on line 4. */
    public static final String SHORTEST = """
            version: v1
            interpreter: bash
            entrypoint: script.sh
            """;

    /** Every key of manifest v1. */
    public static final String FULL = """
            # everything that a manifest can say
            version: v1
            interpreter: Python
            entrypoint: ./bin//job.py
            arguments: [--verbose, 3, "two words"]
            environment:
              PORT: 8080
              DEBUG: true
              EMPTY:
              MOTTO: "caf\\u00e9 — 漢字"
            metadata:
              jobId: 123
              eventId: event-456
              eventVersion: 7
              createdAt: 2025-08-05T07:00:00Z
              executionId: exec-1.a_B
              eventName: nightly
              trigger: schedule
              apiEndpoint: https://control.invalid/api
              apiToken: ""
              inputData: &data {rows: [1, 2.5, null, true, text], when: 2025-08-05}
              extra:
                anything: *data
                block: |
                  two
                  lines
            limits:
              timeout: 1h30m
              grace: 0
              cpu: 90
              memory: 512MiB
              processes: 64
              openFiles: 256
              fileSize: 1GB
              output: 65536
              outputExcess: truncate
              disk: 1GiB
            sandbox:
              filesystem: private
              network:
                tcp-connect: [443, 80]
              readable: [/etc/ssl]
              writable: [/var/lib/app/]
              new-privileges: false
            """;

    private ValidManifest() {}
}
