import { Big } from 'big.js';
import { minorDigits } from '../../machines/money.ts';
import type { Config } from '../station/config.ts';
import { majorText } from './amounts.ts';
import type { ExportContext, FolderFormat } from './format.ts';
import { type InvoiceLine, invoiceOf, type VatCategory } from './invoice.ts';
import { localDay } from './period.ts';
import type { BooksRow } from './readRows.ts';
import { Unexportable } from './unexportable.ts';
import { branch, leaf, xmlDocument } from './xml.ts';

/** E-invoices by EN 16931 in UBL 2.1, one a receipt. BT numbers are the standard's business terms. */
export const ubl: FolderFormat = { kind: 'folder', reasonAgainst, files };

const NAMESPACES = {
  xmlns: 'urn:oasis:names:specification:ubl:schema:xsd:Invoice-2',
  'xmlns:cac': 'urn:oasis:names:specification:ubl:schema:xsd:CommonAggregateComponents-2',
  'xmlns:cbc': 'urn:oasis:names:specification:ubl:schema:xsd:CommonBasicComponents-2',
};
const COMMERCIAL_INVOICE = 380;
const BANK_CARD = 48;

type Operator = Config['station']['operator'];

function reasonAgainst({ config }: Pick<ExportContext, 'config' | 'period'>): string | null {
  const { operator } = config.station;
  const missing = (['street', 'postalCode', 'city', 'countryCode'] as const).filter((name) => !operator[name]);
  return missing.length === 0
    ? null
    : `an e-invoice has the seller's address in parts: add ${missing.map((name) => `station.operator.${name}`).join(', ')} to the config`;
}

function* files({ config, rows }: ExportContext): Iterable<{ name: string; text: string }> {
  for (const row of rows)
    yield {
      name: `${row.receipt.receiptNumber.replace(/[^A-Za-z0-9._-]/g, '_')}.xml`,
      text: invoiceXml(row, config.station.operator),
    };
}

export function invoiceXml(row: BooksRow, operator: Operator): string {
  const { receipt, payment } = row;
  const { currency } = receipt.total;
  if (!/^[A-Z]{2}/.test(receipt.operator.vatId))
    throw new Unexportable(
      `receipt ${receipt.receiptNumber}: the VAT id ${receipt.operator.vatId} lacks the country's letters (BR-CO-9)`,
    );
  if (minorDigits(currency) > 2)
    throw new Unexportable(`receipt ${receipt.receiptNumber}: EN 16931 has two decimals, and ${currency} has more`);
  const invoice = invoiceOf(receipt);
  const isTaxed = invoice.breakdown.every(({ category }) => category !== 'O');
  const prepaid = payment ? receipt.total.minor : 0;
  const payable = invoice.gross - prepaid + invoice.rounding;
  const amount = (name: string, minor: number) => leaf(name, majorText(minor, currency), { currencyID: currency });
  const day = (ms: number) => localDay(ms, receipt.timeZone);
  return xmlDocument(
    'Invoice',
    NAMESPACES,
    leaf('cbc:CustomizationID', 'urn:cen.eu:en16931:2017'), // BT-24
    leaf('cbc:ID', receipt.receiptNumber), // BT-1
    leaf('cbc:IssueDate', day(receipt.issuedAtMs)), // BT-2
    leaf('cbc:InvoiceTypeCode', COMMERCIAL_INVOICE), // BT-3
    leaf('cbc:Note', `Charging session ${receipt.sessionId} at ${receipt.evseId}`), // BT-22
    leaf('cbc:DocumentCurrencyCode', currency), // BT-5
    branch(
      'cac:InvoicePeriod', // BG-14
      leaf('cbc:StartDate', day(receipt.startedAtMs)),
      leaf('cbc:EndDate', day(Math.max(receipt.startedAtMs, receipt.endedAtMs))),
    ),
    branch('cac:AccountingSupplierParty', sellerOf(receipt.operator, operator, isTaxed)),
    branch('cac:AccountingCustomerParty', buyerOf(row, operator, isTaxed)),
    receipt.card?.last4 ? cardOf(receipt.card.last4, receipt.card.brand) : null,
    payable > 0 ? branch('cac:PaymentTerms', leaf('cbc:Note', termsOf(row))) : null, // BT-20, BR-CO-25
    branch(
      'cac:TaxTotal',
      amount('cbc:TaxAmount', invoice.vat), // BT-110
      ...invoice.breakdown.map((category) =>
        branch(
          'cac:TaxSubtotal', // BG-23
          amount('cbc:TaxableAmount', category.net), // BT-116
          amount('cbc:TaxAmount', category.vat), // BT-117
          categoryOf('cac:TaxCategory', category, true),
        ),
      ),
    ),
    branch(
      'cac:LegalMonetaryTotal', // BG-22
      amount('cbc:LineExtensionAmount', invoice.net), // BT-106
      amount('cbc:TaxExclusiveAmount', invoice.net), // BT-109
      amount('cbc:TaxInclusiveAmount', invoice.gross), // BT-112
      prepaid > 0 ? amount('cbc:PrepaidAmount', prepaid) : null, // BT-113
      invoice.rounding === 0 ? null : amount('cbc:PayableRoundingAmount', invoice.rounding), // BT-114
      amount('cbc:PayableAmount', payable), // BT-115
    ),
    ...invoice.lines.map((line, index) => lineOf(line, index + 1, amount, currency)),
  );
}

/** BG-4, BG-5. Without VAT there is no VAT identifier (BR-O-02), and a legal one stands for it (BR-CO-26). */
function sellerOf({ name, vatId }: BooksRow['receipt']['operator'], operator: Operator, isTaxed: boolean): string {
  return branch(
    'cac:Party',
    branch(
      'cac:PostalAddress',
      leaf('cbc:StreetName', operator.street ?? ''), // BT-35
      leaf('cbc:CityName', operator.city ?? ''), // BT-37
      leaf('cbc:PostalZone', operator.postalCode ?? ''), // BT-38
      countryOf(operator.countryCode ?? ''), // BT-40
    ),
    isTaxed ? taxSchemeOf(vatId) : null, // BT-31
    branch(
      'cac:PartyLegalEntity',
      leaf('cbc:RegistrationName', name), // BT-27
      isTaxed ? null : leaf('cbc:CompanyID', vatId), // BT-30
    ),
  );
}

/** BG-7, BG-8. Who pays by card is not known; the invoice must name somebody all the same (BR-07). */
function buyerOf({ buyer, receipt }: BooksRow, operator: Operator, isTaxed: boolean): string {
  const unknown = receipt.paidBy === 'bankCard' ? 'Card holder, name not known' : 'Holder of the charging key';
  return branch(
    'cac:Party',
    branch('cac:PostalAddress', countryOf(buyer?.countryCode ?? operator.countryCode ?? '')), // BT-55
    buyer && isTaxed ? taxSchemeOf(buyer.vatNumber) : null, // BT-48
    branch('cac:PartyLegalEntity', leaf('cbc:RegistrationName', buyer?.companyName ?? unknown)), // BT-44
  );
}

const countryOf = (code: string): string => branch('cac:Country', leaf('cbc:IdentificationCode', code));
const scheme = branch('cac:TaxScheme', leaf('cbc:ID', 'VAT'));
const taxSchemeOf = (id: string): string => branch('cac:PartyTaxScheme', leaf('cbc:CompanyID', id), scheme);

/** BG-18: of the card no more than its last digits (BR-51). */
const cardOf = (last4: string, brand: string | null): string =>
  branch(
    'cac:PaymentMeans',
    leaf('cbc:PaymentMeansCode', BANK_CARD), // BT-81
    branch(
      'cac:CardAccount',
      leaf('cbc:PrimaryAccountNumberID', last4), // BT-87
      leaf('cbc:NetworkID', brand ?? 'card'),
    ),
  );

const termsOf = ({ receipt }: BooksRow): string =>
  receipt.paidBy === 'bankCard' ? 'Taken from the card presented.' : 'Billed to the account of the charging key.';

function categoryOf(name: string, { category, percent }: VatCategory, withReason: boolean): string {
  const reason = category === 'O' ? 'Not subject to VAT' : category === 'E' && withReason ? 'Exempt from VAT' : null;
  return branch(
    name,
    leaf('cbc:ID', category), // BT-118, BT-151
    percent === null ? null : leaf('cbc:Percent', percent), // BT-119, BT-152
    reason !== null && withReason ? leaf('cbc:TaxExemptionReason', reason) : null, // BT-120
    scheme,
  );
}

/** BG-25. */
function lineOf(
  { name, quantity, unit, net, vat }: InvoiceLine,
  id: number,
  amount: (name: string, minor: number) => string,
  currency: string,
): string {
  return branch(
    'cac:InvoiceLine',
    leaf('cbc:ID', id), // BT-126
    leaf('cbc:InvoicedQuantity', quantity, { unitCode: unit }), // BT-129, BT-130
    amount('cbc:LineExtensionAmount', net), // BT-131
    branch('cac:Item', leaf('cbc:Name', name), categoryOf('cac:ClassifiedTaxCategory', vat, false)), // BT-153
    branch('cac:Price', leaf('cbc:PriceAmount', priceOf(net, quantity, currency), { currencyID: currency })), // BT-146
  );
}

/** The price that gives the line's net with its quantity, exact to the cent. */
function priceOf(netMinor: number, quantity: string, currency: string): string {
  const divisor = new Big(quantity);
  if (divisor.eq(0)) return '0';
  return new Big(majorText(netMinor, currency)).div(divisor).round(6).toFixed();
}
