package io.tierline.local.demo;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class TableTest {

    @Test
    void numbersStandToTheRightAndWordsToTheLeft() {
        Table table = new Table("team", "dials", "conversion");
        table.add(List.of("east-1", "221", "4.5%"));
        table.add(List.of("west-12", "7", "–"));
        List<String> printed = new ArrayList<>();

        table.print(printed::add);

        assertThat(printed)
                .containsExactly(
                        "  team     dials  conversion", "  east-1     221        4.5%", "  west-12      7           –");
    }
}
