package io.tierline.local.history;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

class ColumnsTest {

    @Test
    void columnsAreSentUnderOurNamesAndWithoutThoseIgnored() throws Exception {
        Columns columns = Columns.of(
                List.of("Id", "Mood", "Phone Number"), Map.of("Id", "callId", "Phone Number", "phone"), Set.of("Mood"));

        assertThat(columns.sentHeader()).isEqualTo("callId,phone");
        assertThat(columns.sent(List.of("a", "good", "1,2"))).isEqualTo("a,\"1,2\"");
        assertThat(columns.original(List.of("a", "good", "1,2"))).isEqualTo("a,good,\"1,2\"");
        assertThat(columns.rejectedHeader()).isEqualTo("import.line,import.code,import.message,Id,Mood,Phone Number");
    }

    @Test
    void fileOfRejectedRowsIsReadAsTheFileThatItIsOf() throws Exception {
        Columns columns = Columns.of(
                List.of("import.line", "import.code", "import.message", "callId", "phone"), Map.of(), Set.of());

        assertThat(columns.sentHeader()).isEqualTo("callId,phone");
        assertThat(columns.sent(List.of("7", "invalid", "why", "a", "1"))).isEqualTo("a,1");
        assertThat(columns.original(List.of("7", "invalid", "why", "a", "1", "2")))
                .isEqualTo("a,1,2");
        assertThat(columns.rejectedHeader()).isEqualTo("import.line,import.code,import.message,callId,phone");
    }

    @Test
    void fileWithoutCallIdIsRefused_withTheReason() {
        ImportFailure failure =
                catchThrowableOfType(ImportFailure.class, () -> Columns.of(List.of("Id", "phone"), Map.of(), Set.of()));

        assertThat(failure)
                .hasMessageContaining("No column is the callId")
                .hasMessageContaining("--map")
                .hasMessageContaining("Id, phone");
    }

    @Test
    void columnThatIsNotThereCannotBeRenamedOrIgnored() {
        ImportFailure failure = catchThrowableOfType(
                ImportFailure.class,
                () -> Columns.of(List.of("callId", "phone"), Map.of("Tel", "phone"), Set.of("Mood")));

        assertThat(failure).hasMessageContaining("Mood, Tel").hasMessageContaining("callId, phone");
    }
}
