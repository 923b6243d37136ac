package io.tierline.local;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.InetAddress;
import java.net.ServerSocket;
import java.util.List;
import org.junit.jupiter.api.Test;

class PortUseTest {

    @Test
    void takenPortIsNamedWithItsPurposeItsHolderAndTheWayOut() throws Exception {
        try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
                ServerSocket takenOnAllAddresses = new ServerSocket(0)) {
            List<PortUse> ports = List.of(
                    new PortUse(taken.getLocalPort(), "call-service"),
                    new PortUse(takenOnAllAddresses.getLocalPort(), "Kafka"));

            assertThatThrownBy(() -> PortUse.requireFree(ports, 100))
                    .isInstanceOf(StartFailure.class)
                    .hasMessageContaining(
                            "Port " + taken.getLocalPort() + ", needed for call-service, is taken by process "
                                    + ProcessHandle.current().pid())
                    .hasMessageContaining("Port " + takenOnAllAddresses.getLocalPort()
                            + ", needed for Kafka, is taken by process "
                            + ProcessHandle.current().pid())
                    .hasMessageContaining("./deploy/up --port-offset 200");
        }
    }

    @Test
    void freePortIsNoFault() throws Exception {
        int port = FreePorts.one();

        assertThatCode(() -> PortUse.requireFree(List.of(new PortUse(port, "call-service")), 0))
                .doesNotThrowAnyException();
    }
}
