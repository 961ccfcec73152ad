package cronium.server.api;

import tools.jackson.databind.node.ObjectNode;

/** Events as callers send them. */
final class EventBodies {
    private EventBodies() {}

    static ObjectNode minimal() {
        ObjectNode event = Json.object().put("interpreter", "bash").put("entrypoint", "main.sh");
        event.putArray("files").addObject().put("path", "main.sh").put("text", "echo hello\n");
        return event;
    }

    /** With everything that may stand in one. */
    static String full() {
        return """
                {"name": "full", "description": "Copies täglich", "tags": ["nightly", "backup"], "interpreter": "Python",
                 "entrypoint": "lib/main.py", "arguments": ["--all", "two words"],
                 "environment": {"GREETING": "Hällo", "PORT": "8080"},
                 "limits": {"timeout": "10m", "grace": "5s", "cpu": "90s", "memory": "512MiB", "processes": 64,
                            "openFiles": 256, "fileSize": "1GB", "output": "64MiB", "outputExcess": "truncate", "disk": "1GiB"},
                 "sandbox": {"filesystem": "private", "network": {"tcp-connect": [443]}, "readable": ["/etc/ssl"],
                             "writable": ["/var/lib/app"]},
                 "files": [{"path": "lib/main.py", "text": "print('hällo')\\n", "executable": true},
                           {"path": "data.bin", "content": "AAH/gA=="}],
                 "secrets": ["API_KEY"], "targets": ["local"], "schedule": "0 3 * * *",
                 "retries": {"attempts": 3, "delay": "30s"}, "enabled": true}
                """;
    }
}
