package io.tributary.profile.dictionary;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.SplittableRandom;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SortedRowsTest {
    @ParameterizedTest
    @ValueSource(ints = {1, 2, 300, 1 << 11, 1 << 22, Integer.MAX_VALUE})
    void sortsByNumberAndThenByRow(int numbers) {
        SplittableRandom random = new SplittableRandom(numbers);
        for (int n : new int[] {0, 1, 100, 255, 256, 257, 3_000}) {
            long[] rows = new long[n + 5];
            for (int row = 0; row < n; row++) {
                rows[row] = (long) random.nextInt(numbers) << 32 | row;
            }
            long[] expected = Arrays.copyOf(rows, n);
            Arrays.sort(expected);
            assertThat(Arrays.copyOf(SortedRows.sort(rows, n), n)).isEqualTo(expected);
        }
    }
}
