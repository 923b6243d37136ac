package io.tierline.kit.problem;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import org.junit.jupiter.api.Test;

class FaultTest {

    private final ObjectMapper json = new JsonMapper();

    @Test
    void positionIsSentOnlyWhenThereIsOne() throws JsonProcessingException {
        assertThat(json.writeValueAsString(new Fault("/name", "is required")))
                .isEqualTo("{\"pointer\":\"/name\",\"message\":\"is required\"}");
        assertThat(json.writeValueAsString(new Fault("/when", "is unknown", new Fault.Position(2, 7))))
                .isEqualTo("{\"pointer\":\"/when\",\"message\":\"is unknown\",\"position\":{\"line\":2,\"column\":7}}");
    }
}
