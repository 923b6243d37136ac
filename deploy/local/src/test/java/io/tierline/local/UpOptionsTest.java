package io.tierline.local;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class UpOptionsTest {

    @Test
    void everythingIsOurOwn_whenNothingIsGiven() throws BadUsage {
        UpOptions options = UpOptions.parse();

        assertThat(options.detach()).isFalse();
        assertThat(options.data()).isEqualTo(UpOptions.home().resolve("deploy/local/data"));
        assertThat(options.ports())
                .extracting(PortUse::port)
                .containsExactly(15432, 19092, 19093, 8081, 9081, 8082, 9082, 8083, 9083);
    }

    @Test
    void everyPortMoves_withTheOffset() throws BadUsage {
        UpOptions options = UpOptions.parse("--port-offset", "100");

        assertThat(options.ports())
                .extracting(PortUse::port)
                .containsExactly(15532, 19192, 19193, 8181, 9181, 8182, 9182, 8183, 9183);
    }

    @Test
    void existingServersNeedNoPortsHere() throws BadUsage {
        UpOptions options = UpOptions.parse(
                "--postgres=postgresql://ad%40min:p%3A+w@db.example:6432/?sslmode=require",
                "--kafka", "k1:9092,k2:9092", "--detach", "--data=elsewhere");

        assertThat(options.ports()).extracting(PortUse::port).containsExactly(8081, 9081, 8082, 9082, 8083, 9083);
        assertThat(options.postgres())
                .contains(new PostgresLogin("db.example:6432", "postgres", "?sslmode=require", "ad@min", "p:+w"));
        assertThat(options.kafka()).contains("k1:9092,k2:9092");
        assertThat(options.detach()).isTrue();
        assertThat(options.data()).isEqualTo(Path.of("elsewhere"));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
                    --fast                         | Unknown option: --fast
                    up                             | Unknown option: up
                    --detach=yes                   | Unknown option: --detach=yes
                    --data                         | --data needs a value
                    --data=a,b                     | --data may not have a comma in it: Kafka would take it for two directories
                    --data=a --data=b              | --data is given 2 times
                    --kafka localhost              | --kafka takes HOST:PORT, not "localhost"
                    --kafka h:9092,                | --kafka takes HOST:PORT, not "h:9092,"
                    --port-offset -1               | --port-offset takes a whole number from 0 to 40000, not "-1"
                    --port-offset 40001            | --port-offset takes a whole number from 0 to 40000, not "40001"
                    --port-offset many             | --port-offset takes a whole number from 0 to 40000, not "many"
                    --postgres mysql://u:secret@h  | --postgres has to look like postgresql://user:password@host:port
                    --postgres postgresql://u@h    | --postgres has to look like postgresql://user:password@host:port
                    --postgres postgresql://u:^@h  | --postgres is not a URL
                    """)
    void aFaultIsToldInOneLine(String commandLine, String fault) {
        BadUsage refused = catchThrowableOfType(BadUsage.class, () -> UpOptions.parse(commandLine.split(" ")));

        assertThat(refused.faults()).containsExactly(fault);
    }

    @Test
    void allFaultsAreToldAtOnce() {
        BadUsage refused =
                catchThrowableOfType(BadUsage.class, () -> UpOptions.parse("--fast", "--kafka", "--port-offset", "x"));

        assertThat(refused.faults())
                .isEqualTo(List.of(
                        "Unknown option: --fast",
                        "--kafka needs a value",
                        "--port-offset takes a whole number from 0 to 40000, not \"x\""));
    }
}
