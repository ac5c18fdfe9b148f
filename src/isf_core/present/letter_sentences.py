"""The sentences of letters: plain English for the person, terms of the field for providers and finance.

A person's sentence has at most 25 words and reads at grade 7 or below (tests/present/letters/test_readability.py).
"""

from __future__ import annotations

FRAME = {
    "greeting": "Dear {name},",
    "reference": "Our reference: {ref}",
    "question": "If you have a question",
    "disagree": "If you do not agree",
    "complain": "If you want to complain",
    "close": "Yours sincerely,",
    "in_all": "In all",
    "provider": "your provider",
}
"""What every letter has."""

PAYMENTS = {
    "title": "Your payments from {first_day} to {last_day}",
    "what_for": "We pay {provider} for your care and support. This letter says how much we pay, and when.",
    "weekly": "We pay every week.",
    "fortnightly": "We pay every two weeks.",
    "four-weekly": "We pay every four weeks.",
    "monthly": "We pay every month.",
    "quarterly": "We pay every three months.",
    "half-yearly": "We pay twice a year.",
    "yearly": "We pay once a year.",
    "in advance": "We pay before the days that each payment is for.",
    "in arrears": "We pay after the days that each payment is for.",
    "first": "The first payment is {amount}. We pay it on {due}.",
    "moved": "Some pay days move, so that they are not on a weekend or a bank holiday.",
    "provisional": "A pay day may still change, as not all bank holidays are fixed yet.",
    "one_off": "Once, for {days}, we pay {amount} more: {what}.",
    "in_house": "The council gives you some of your support itself. We take {amount} off in all for that.",
    "fee": "Your budget includes {amount} in all for the fee of {provider}.",
    "fee_on_top": "We pay {amount} in all for the fee of {provider}. It does not come out of your budget.",
    "checking": "We still have some facts to check. We will write to you again if a payment changes.",
    "payments": "What we pay",
    "each": "Each payment, and how it is made up",
    "charges": "What you pay for which days",
    "you_pay": "What you pay",
    "pays_provider": "You pay {amount} in all to {provider}. We have taken this off what we pay.",
    "pays_nothing": "You pay nothing towards these payments.",
    "pays_unsaid": "This letter does not say what you have to pay. We will write to you about that.",
    "charged": "You pay {amount} in all towards your support.",
    "charged_nothing": "You pay nothing towards your support for these days.",
    "to_holder": "You pay {amount} of it to {provider}.",
    "to_us": "You pay {amount} of it to us. We will send you a bill.",
}
"""What is paid to the provider and when, and what the person pays."""

CHANGES = {
    "title": "Your payments have changed",
    "what_for": "We have worked out again what we pay {provider} for your support.",
    "more": "For the days in the table we pay {amount} more than before.",
    "less": "For the days in the table we pay {amount} less than before.",
    "same": "In all we pay the same as before.",
    "why": "Why it has changed",
    "how": "How the payments change",
    "each": "Payments before and now",
    "budget.actual": "This is because your budget is {after} from {day}, and not {before} as we told you.",
    "budget.contribution": "This is because what you pay is {after} from {day}, and not {before} as we told you.",
    "about": "about {amount}",
    "budget.financial_assessments": "This is because we looked again at what you can pay.",
    "budget.exemptions": "This is because of a change in which support is free for you.",
    "budget.in_house": "This is because of a change in the support that the council gives you itself.",
    "budget.one_offs": "This is because we pay {amount} once on {day}: {what}.",
    "budget.one_offs gone": "This is because we do not pay {amount} for {what} after all.",
    "budget.deployment": "This is because of a change in how your budget is split.",
    "contract.fee": "This is because of a change in the fee of {provider}.",
    "contract.suspension": "This is because of a change in what we pay while you are away.",
    "contract.first_day": "This is because your support starts on {day}.",
    "contract.last_day": "This is because your support ends on {day}.",
    "contract.last_day open": "This is because your support goes on, with no last day.",
    "contract.payment": "This is because of a change in how and when we pay.",
    "holder": "This is because of a change of provider.",
    "funding": "This is because of a change in who pays for your support.",
    "endings": "This is because your support has been brought to an end.",
    "policies": "This is because the rules of the council have changed.",
    "hospital": "This is because you were in hospital from {first_day} to {last_day}.",
    "hospital open": "This is because you are in hospital from {first_day} on.",
    "hospital ahead": "This is because you will be in hospital from {first_day} to {last_day}.",
    "respite": "This is because you had respite care from {first_day} to {last_day}.",
    "respite open": "This is because you have respite care from {first_day} on.",
    "respite ahead": "This is because you will have respite care from {first_day} to {last_day}.",
    "holiday": "This is because you were on holiday from {first_day} to {last_day}.",
    "holiday open": "This is because you are on holiday from {first_day} on.",
    "holiday ahead": "This is because you will be on holiday from {first_day} to {last_day}.",
    "other": "This is because you were away from {first_day} to {last_day}.",
    "other open": "This is because you are away from {first_day} on.",
    "other ahead": "This is because you will be away from {first_day} to {last_day}.",
    "not away": "This is because you were not away for all the days from {first_day} that we had noted.",
    "past": "What we put right for the past",
    "too_little": "We paid {provider} {amount} too little. We will now pay this as well.",
    "too_much": "We paid {provider} {amount} too much. We will take this back.",
    "even": "In all we paid the right sum, so there is nothing to pay or take back.",
    "you_more": "You pay {amount} more than we said for those days.",
    "you_less": "You pay {amount} less than we said for those days.",
    "withheld": "We do not put right {amount} for earlier days. The rules of the council do not go back so far.",
    "by_days": "What we put right, by days",
    "earlier_to_pay": "From before, we still had {amount} to pay.",
    "earlier_to_take": "From before, we still had {amount} to take back.",
    "next": "The next payments",
    "each_next": "Each of the next payments",
    "added": "We add {amount} to the payment of {due}.",
    "taken": "We take {amount} off the payment of {due}.",
    "left_to_pay": "After that we still have {amount} to pay. We will write to you about it.",
    "left_to_take": "After that we still have {amount} to take back. We will write to you about it.",
}
"""What changed, why, what is put right for the past, and how that is paid or taken back."""

ACCOUNT = {
    "title": "Your account from {first_day} to {last_day}",
    "what_for": "This is what came into the account for your support, and what was spent.",
    "opening": "On {day} it held {amount} at the start.",
    "came_in": "Then {amount} came in.",
    "spent": "In these days {amount} was spent.",
    "returned": "Another {amount} was paid back or passed on.",
    "closing": "At the end of {day} it held {amount}.",
    "account": "The account",
    "at_start": "Held at the start",
    "sums": "What came in and went out",
    "at_end": "Held at the end",
    "planned": "What was planned and what was spent",
    "by_support": "Planned and spent, by support",
    "no_plan": "We cannot show this yet, as we do not have all the facts of your plan.",
    "no_support": "Not in your plan",
    "about": "A planned sum for part of a week is shown to the nearest penny.",
    "spare": "What is left over",
    "surplus": "Of this, {amount} is left over.",
    "no_surplus": "Nothing is left over.",
    "set_aside": "{amount} is kept for later needs.",
    "cap": "Up to {amount} can stay in the account.",
    "excess": "That is {amount} too much. We will talk to you about what happens to it.",
    "unpaid": "You still have {amount} to pay of what we billed you.",
    "cancelled": "You had a visit that was called off. It cost {amount} on {on}.",
    "given_back": "We took back a charge of {amount} for such a visit on {on}.",
    "missing": "We do not have all the facts yet, so we cannot say what is left over.",
}
"""The statement of the account, for the person."""

ENDING = {
    "title": "The end of your support from {provider}",
    "last_day": "Your support from {provider} ends on {day}.",
    "never": "Your support from {provider} did not start.",
    "ordinary notice": "Notice was given on {day}.",
    "breach of the contract": "It ends because the contract was not kept.",
    "safeguarding": "It ends to keep you safe.",
    "a change of holder": "It ends because you move to a new provider.",
    "insolvency": "It ends because the provider can no longer pay its debts.",
    "drawn_up": "On {day} we worked out what happens to the money. The account then held {amount}.",
    "to_you": "You get {amount} back. You had paid too much.",
    "you_owe": "You have not paid {amount} of what you had to pay.",
    "borne": "The provider pays {amount} of that itself.",
    "moves": "{amount} moves with you to your new provider.",
    "refund": "{amount} goes back to those who pay for your support.",
    "refund_by": "The provider has to pay that by {day}.",
    "lost": "{amount} of that is lost. You do not have to pay it.",
    "nothing_left": "Nothing is left in the account after that.",
    "money": "What happens to the money",
    "there": "The money that is there",
    "goes": "Where it goes",
}
"""The end of an arrangement, for the person."""

REQUEST = {
    "title": "What we still need from you",
    "what_for": "We need to know some things from you before we can go on.",
    "please": "Please tell us:",
    "by": "Please answer by {day}.",
    "help": "You can ask someone to help you, such as a friend or an advocate.",
    "lifecycle.choice": "How do you want your budget to be held, and why?",
    "lifecycle.choice.on": "On which day did you make your choice?",
    "lifecycle.choice.reason": "Why did you choose this way to hold your budget?",
    "lifecycle.choice.option": "Which way to hold your budget do you choose?",
    "lifecycle.choice.options_given": "Which ways to hold your budget were you told about?",
    "lifecycle.provider_requests": "Have you asked for a provider that you would like, and when?",
}
"""What is still needed from the person, by the beginning of the field's path."""

NEEDED = ("We need one answer from you.", "We need {count} answers from you.")
MADE = (
    "We make {count} payment. It comes to {amount}.",
    "We make {count} payments. They come to {amount} in all.",
)

KINDS = {
    "FUNDER_PAYMENT": "Paid in by the council or the NHS",
    "CONTRIBUTION": "Paid in by you",
    "PROVIDER_REFUND": "Paid back by a provider",
    "FROM_RESERVE": "Paid in from a reserve",
    "HOLDER_BEARS": "Paid in by your provider",
    "TRANSFER_IN": "Moved in from your last provider",
    "TOP_UP": "Paid in by someone else for a dearer home",
    "PRIVATE_ADDITION": "Paid in by someone else for extra support",
    "DIRECT_SUPPORT": "Support from your provider",
    "SHARED_SUPPORT": "Support that you share with others",
    "OTHER_PROVIDER": "Support from another provider",
    "MANAGEMENT_FEE": "Your provider's fee",
    "CANCELLED_VISIT": "Visits that were called off",
    "ONE_OFF": "Equipment and other single costs",
    "TO_RESERVE": "Put into a reserve",
    "IN_LIEU_OF_NOTICE": "Paid for days of notice",
    "LIABILITY": "Costs of the end",
    "REFUND_TO_FUNDER": "Paid back to the council or the NHS",
    "SURPLUS_RECOVERED": "Money left over, taken back",
    "REFUND_TO_PERSON": "Paid back to you",
    "SAVING_SHARED": "Part of a saving, passed on",
    "TRANSFER_OUT": "Moved to your next provider",
    "REFUND_TO_PAYER": "Paid back to whoever added it",
}
"""The kinds of an account's entries, by their names, as the person reads them."""

COLUMNS = {
    "from": "From",
    "to": "To",
    "due": "We pay on",
    "pay_by": "You pay by",
    "budget": "Your budget",
    "in_house": "From the council",
    "contribution": "You pay",
    "fee": "Fee inside",
    "fee_on_top": "Fee",
    "one_off": "Once",
    "amount": "We pay",
    "before": "Before",
    "after": "Now",
    "difference": "Change",
    "what": "What",
    "put_right": "Put right",
    "payment": "Payment",
    "support": "Support",
    "planned": "Planned",
    "spent": "Spent",
    "sum": "Amount",
}
"""The columns of the person's tables."""

COMPONENTS = {
    "budget": "Your budget",
    "in_house": "Support from the council",
    "contribution": "What you pay",
    "fee": "The provider's fee",
    "fee_on_top": "The provider's fee",
    "one_off": "Paid once",
}
"""What is put right, as the person reads it."""

ENDS = {
    "balance": "In the account",
    "by_holder": "From the provider, for what you have not paid",
    "due_from_funder": "From those who pay for your support",
    "outstanding_commitments": "For support that you had",
    "back_to_person": "Back to you",
    "back_to_payers": "Back to those who added it",
    "in_lieu": "For days of notice",
    "liabilities": "For costs of the end",
    "refund": "Back to those who pay for your support",
    "transferred": "To your new provider",
}
"""The steps of a final account, as the person reads them."""

PROVIDER = {
    "paid": "Remittance: payments of {first_day} to {last_day}",
    "to_pay": "Payments due to you from {first_day} to {last_day}",
    "was_paid": "We paid you {amount} on {day}.",
    "will_pay": "We pay you {amount} for the payments below.",
    "nothing": "No payment is due to you in these days.",
    "late": "Payments that were due before",
    "late_sum": "Payments of {amount} were due before {day} and are not recorded as made.",
    "not_paid": "Not in this run",
    "lacking": "{person}: not all that is needed is recorded. It is being asked for.",
    "wrong": "{person}: what is recorded cannot be paid as it stands. It is being put right.",
    "left_to_pay": "{person}: {amount} is still to be paid to you after the last payment.",
    "left_to_take": "{person}: {amount} is still to be taken back from you after the last payment.",
    "unraised": "{person}: {amount} is to be corrected, and is in none of these payments.",
    "unraised_unknown": "{person}: something may have to be corrected. What was paid is not fully recorded.",
    "collect": "You collect",
    "from": "From",
    "to": "To",
    "person": "Person",
    "arrangement": "Arrangement",
    "due": "Due",
    "payment": "Payment",
    "adjusted": "Adjusted",
    "amount": "Paid",
}
"""A pay run, for the provider."""

FINANCE = {
    "title": "Payments and their terms, {first_day} to {last_day}",
    "components": "Payments by component",
    "funders": "Payments by funder",
    "no": "No.",
    "terms": "How each payment is made up",
    "cost_code": "{funder}: cost code {cost_code}",
}
"""Every figure with its term, for finance."""

ALL_OF_THEM = (
    FRAME,
    PAYMENTS,
    CHANGES,
    ACCOUNT,
    ENDING,
    REQUEST,
    KINDS,
    COLUMNS,
    COMPONENTS,
    ENDS,
    PROVIDER,
    FINANCE,
)
COUNTED = (NEEDED, MADE)
FOR_THE_PERSON = (FRAME, PAYMENTS, CHANGES, ACCOUNT, ENDING, REQUEST, KINDS, COLUMNS, COMPONENTS, ENDS)
"""What a letter to the person may say."""
