package io.tierline.call.erasure;

import static io.tierline.call.calls.CallApi.recorded;
import static io.tierline.call.calls.CallApi.uniqueTenant;
import static io.tierline.call.erasure.ErasureApi.NOW;
import static io.tierline.call.erasure.ErasureApi.call;
import static io.tierline.call.erasure.ErasureApi.describe;
import static io.tierline.call.erasure.ErasureApi.erased;
import static io.tierline.call.erasure.ErasureApi.rows;
import static io.tierline.call.erasure.ErasureApi.uniquePhone;
import static io.tierline.call.erasure.ErasureApi.uniqueWords;
import static org.assertj.core.api.Assertions.assertThat;

import io.quarkus.test.junit.QuarkusTest;
import io.tierline.call.calls.PublishedCalls;
import io.tierline.kit.database.Database;
import io.tierline.kit.testing.Contract;
import jakarta.inject.Inject;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What is published of an erasure is what its contract says, and nothing of the person. */
@QuarkusTest
class ContactErasedContractTest {

    private static final Contract CONTRACT = Contract.of("call-service", "contact-erased", "v1");

    @Inject
    Database database;

    @Test
    void examplesConform() {
        assertThat(CONTRACT.examples()).hasSize(2);
        assertThat(CONTRACT.examples().values())
                .allSatisfy(example -> assertThat(CONTRACT.faultsOf(example)).isEmpty());
    }

    @Test
    void erasureIsPublishedOnce_asTheContractSays() {
        // Given
        String tenant = uniqueTenant();
        String phone = uniquePhone();
        String words = uniqueWords();
        Map<String, Object> call = call(phone, NOW.minusSeconds(60), "D", words);
        call.put("customerId", "acme");
        recorded(tenant, call);
        describe(database, tenant, phone, words, "p-1");

        // When
        erased(tenant, phone);
        erased(tenant, phone);

        // Then
        List<PublishedCalls.Event> events = PublishedCalls.ofTenant(tenant, "contact-erased/", 1);
        assertThat(events).hasSize(1);
        PublishedCalls.Event event = events.get(0);
        assertThat(CONTRACT.faultsOf(event.value())).isEmpty();
        assertThat(event.json().getList("customerIds")).isEqualTo(List.of("acme"));
        assertThat(event.json().getString("contactRole")).isEqualTo("EB");
        assertThat(event.key())
                .isEqualTo(tenant + "/contact-erased/" + event.json().getString("erasureId"));
        assertThat(event.headers())
                .containsEntry("ce_type", "contact-erased.v1")
                .containsEntry("ce_id", "contact-erased/" + event.json().getString("erasureId") + "/1");
        assertThat(event.toString()).doesNotContain(phone.substring(3)).doesNotContain(words);
        assertThat(rows(database, "select 1 from call where tenant = $1 and revision > 1", tenant))
                .isEmpty();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "\"revision\": 1 | \"revision\": 2",
                "01M84JS0N4FP143KTNMA5VKJAN | +8613800138000",
                "[\"acme\"] | [\"acme\", \"acme\"]",
                "\"EB\" | \"BOSS\"",
                "2026-11-24T03:01:34.895650Z | yesterday"
            })
    void schemaRefuses_whatIsNoErasure(String right, String wrong) {
        String example = CONTRACT.examples().get("economic-buyer.json");
        assertThat(example).contains(right);

        assertThat(CONTRACT.faultsOf(example.replace(right, wrong))).isNotEmpty();
    }
}
