package cronium.runner.linux;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

class MemoryTest {
    @Test
    void fieldsLieWhereMemorySegmentHasThem() {
        try (Arena arena = Arena.ofConfined()) {
            MemorySegment memory = arena.allocate(24, 8);
            Memory.putLong(memory, 0, 0x0123_4567_89ab_cdefL);
            Memory.putInt(memory, 8, -7);
            Memory.putShort(memory, 12, (short) -2);
            Memory.putByte(memory, 14, (byte) 0x80);
            assertThat(memory.get(ValueLayout.JAVA_LONG, 0)).isEqualTo(0x0123_4567_89ab_cdefL);
            assertThat(memory.get(ValueLayout.JAVA_INT, 8)).isEqualTo(-7);
            assertThat(memory.get(ValueLayout.JAVA_SHORT, 12)).isEqualTo((short) -2);
            assertThat(memory.get(ValueLayout.JAVA_BYTE, 14)).isEqualTo((byte) 0x80);
            assertThat(Memory.getLong(memory, 0)).isEqualTo(0x0123_4567_89ab_cdefL);
            assertThat(Memory.getInt(memory, 8)).isEqualTo(-7);
            assertThat(Memory.getShort(memory, 12)).isEqualTo((short) -2);
            assertThat(Memory.getByte(memory, 14)).isEqualTo((byte) 0x80);
        }
    }

    @Test
    void textsAreUtf8WithAZeroAfterThem() {
        try (Arena arena = Arena.ofConfined()) {
            for (String text : new String[] {"", "a", "/tmp/\u00e4\u20ac\ud83d\ude00"}) {
                MemorySegment memory = Memory.text(arena, text);
                assertThat(memory.byteSize()).isEqualTo(text.getBytes(StandardCharsets.UTF_8).length + 1);
                assertThat(Memory.getText(memory)).isEqualTo(text);
                MemorySegment larger = arena.allocate(64).fill((byte) 'x');
                Memory.putText(larger, text);
                assertThat(larger.getString(0)).isEqualTo(text);
            }
        }
    }

    @Test
    void nothingBeyondTheMemoryIsTouched() {
        try (Arena arena = Arena.ofConfined()) {
            MemorySegment memory = arena.allocate(8, 8);
            assertThatThrownBy(() -> Memory.putInt(memory, 5, 1)).isInstanceOf(IndexOutOfBoundsException.class);
            assertThatThrownBy(() -> Memory.getLong(memory, 1)).isInstanceOf(IndexOutOfBoundsException.class);
            assertThatThrownBy(() -> Memory.putText(memory, "12345678")).isInstanceOf(IndexOutOfBoundsException.class);
            assertThatThrownBy(() -> Memory.getText(memory.fill((byte) 'x')))
                    .isInstanceOf(IndexOutOfBoundsException.class);
        }
    }
}
