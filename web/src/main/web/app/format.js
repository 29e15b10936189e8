/**
 * Numbers, money and times as Bangladesh writes them; the twin of BdFormat.java, held to the same
 * vectors. The browser's own formats are used nowhere: runtimes disagree.
 * @module
 */
const RATES = ['bps', 'kbps', 'Mbps', 'Gbps', 'Tbps'];
const VOLUMES = ['B', 'KB', 'MB', 'GB', 'TB', 'PB'];
const PARTS = /** @type {[number, string][]} */ ([
  [20, 'রাত'], [18, 'সন্ধ্যা'], [16, 'বিকাল'], [12, 'দুপুর'], [6, 'সকাল'], [4, 'ভোর'], [0, 'রাত'],
]);

/** Half up on the decimal text, as BigDecimal does. @param {number} value @param {number} places */
function fixed(value, places) {
  const [digits, exponent = '0'] = String(value).split('e');
  const shifted = Math.round(Number(`${digits}e${Number(exponent) + places}`));
  return Number(`${shifted}e-${places}`).toFixed(places);
}

/** @param {string} whole */
const lakh = (whole) => whole.replace(/\B(?=(\d{2})*\d{3}$)/g, ',');

/** `latin` keeps the digits of Bangla text 0 to 9. @param {'en'|'bn'} language */
export function bdFormat(language, latin = false) {
  const bangla = language === 'bn';

  /** Never for ids, addresses and phone numbers. @param {string} text */
  const digits = (text) =>
    bangla && !latin ? text.replace(/\d/g, (d) => String.fromCharCode(0x9e6 + Number(d))) : text;

  /** @param {number} value */
  function number(value, decimals = 0) {
    const [whole, fraction = ''] = fixed(Math.abs(value), decimals).split('.');
    const rest = fraction.replace(/0+$/, '');
    const sign = value < 0 && Number(whole + rest) !== 0 ? '−' : '';
    return digits(sign + lakh(whole) + (rest ? '.' + rest : ''));
  }

  /** @param {number} poisha */
  function taka(poisha) {
    const [whole, fraction] = (poisha / 100).toFixed(2).split('.');
    return '৳ ' + digits(lakh(whole) + (fraction === '00' ? '' : '.' + fraction));
  }

  /** Three significant digits. @param {number} value @param {string[]} units */
  function scaled(value, units) {
    let unit = 0;
    while (value >= 999.5 && unit < units.length - 1) {
      value /= 1000;
      unit++;
    }
    const decimals = unit === 0 || value >= 99.95 ? 0 : value >= 9.995 ? 1 : 2;
    return { value: digits(fixed(value, decimals)), unit: units[unit] };
  }

  /** Decimal: 1 Mbps is 1,000,000 bit/s. @param {number} bits */
  const rateParts = (bits) => scaled(bits, RATES);

  /** @param {{value: string, unit: string}} figure */
  const joined = (figure) => `${figure.value} ${figure.unit}`;

  /** 12 hours with the part of the day. @param {number} hour @param {number} minute */
  function clock(hour, minute) {
    const time = digits(`${hour % 12 || 12}:${String(minute).padStart(2, '0')}`);
    const part = PARTS.find(([from]) => hour >= from);
    return bangla ? `${part?.[1]} ${time}` : `${time} ${hour < 12 ? 'AM' : 'PM'}`;
  }

  return {
    digits,
    number,
    taka,
    rateParts,
    clock,
    /** For an axis: no trailing zeros. @param {number} bits */
    axis(bits) {
      const { value, unit } = scaled(bits, RATES);
      return bits === 0 ? digits('0') : `${value.replace(/\.[0০]+$/, '')} ${unit}`;
    },
    /** @param {number} bits */ rate: (bits) => joined(scaled(bits, RATES)),
    /** @param {number} bytes */ volume: (bytes) => joined(scaled(bytes, VOLUMES)),
  };
}
